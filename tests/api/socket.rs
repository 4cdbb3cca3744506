//! What only a socket shows: the program itself, asked with raw bytes.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

/// The program, listening on a free port; it is stopped with its end.
struct Program {
    child: Child,
    /// Kept open, so that the program can go on writing to it.
    _output: BufReader<ChildStdout>,
    address: String,
}

impl Program {
    fn start() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_space-race"))
            .args(["--listen", "127.0.0.1:0", "--workers", "1", "--log", "error"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        output.read_line(&mut line).unwrap();
        let address = line.trim().rsplit('/').next().unwrap().to_owned();
        Self { child, _output: output, address }
    }

    /// Sends bytes, and reads until the service closes the connection.
    fn send(&self, request: &str) -> (String, Vec<u8>) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        if let Err(error) = stream.read_to_end(&mut answer) {
            panic!("{error} after {} bytes of the answer to {request:.60}", answer.len());
        }
        let end = answer
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .unwrap_or_else(|| panic!("no end of the headers: {answer:?}"));
        (String::from_utf8(answer[..end].to_vec()).unwrap(), answer[end + 4..].to_vec())
    }

    fn ask(&self, method: &str, uri: &str) -> (String, Vec<u8>) {
        self.send(&format!("{method} {uri} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _waited = self.child.wait();
    }
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let lines = head.lines().skip(1).filter_map(|line| line.split_once(": "));
    lines.into_iter().find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

#[test]
fn the_program_speaks_http_as_the_service_promises() {
    let program = Program::start();

    let (get, body) = program.ask("GET", "/api/v1/missions");
    assert!(get.starts_with("HTTP/1.1 200"), "{get}");
    assert_eq!(header(&get, "content-length").unwrap(), body.len().to_string());

    let (head, nothing) = program.ask("HEAD", "/api/v1/missions");
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    assert!(nothing.is_empty(), "HEAD is answered with {} bytes", nothing.len());
    for name in ["content-length", "content-type", "etag", "vary", "cache-control"] {
        assert_eq!(header(&head, name), header(&get, name), "{name} of HEAD");
    }

    let (head, nothing) = program.ask("HEAD", "/api/v1/missions?zz=1");
    assert!(head.starts_with("HTTP/1.1 400"), "{head}");
    assert!(nothing.is_empty());
    assert!(header(&head, "content-length").unwrap().parse::<usize>().unwrap() > 100, "{head}");

    let (options, nothing) = program.ask("OPTIONS", "*");
    assert!(options.starts_with("HTTP/1.1 204"), "{options}");
    assert_eq!((header(&options, "allow"), nothing.len()), (Some("GET, HEAD, OPTIONS"), 0));

    let tag = header(&get, "etag").unwrap();
    let request =
        format!("GET /api/v1/missions HTTP/1.1\r\nHost: x\r\nIf-None-Match: {tag}\r\nConnection: close\r\n\r\n");
    let (unchanged, nothing) = program.send(&request);
    assert!(unchanged.starts_with("HTTP/1.1 304"), "{unchanged}");
    assert!(nothing.is_empty());

    let (long, _) = program.ask("GET", &format!("/api/v1/missions?q={}", "x".repeat(6000)));
    assert!(long.starts_with("HTTP/1.1 414"), "{long}");
    assert_eq!(header(&long, "content-type"), Some("application/problem+json"));

    let (raw, _) = program.ask("GET", "/api/v1/missions?q=\u{e9}");
    assert!(raw.starts_with("HTTP/1.1 400") || raw.starts_with("HTTP/1.1 200"), "{raw}");

    let (absolute, _) = program.ask("GET", "http://example.org/api/v1");
    assert!(absolute.starts_with("HTTP/1.1 200"), "the absolute form of a target is understood: {absolute}");

    let (old, _) = program.send("GET /api/v1 HTTP/1.0\r\n\r\n");
    assert!(old.contains(" 200 "), "{old}");

    let (post, _) =
        program.send("POST /api/v1/missions HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    assert!(post.starts_with("HTTP/1.1 405"), "{post}");
    assert_eq!(header(&post, "allow"), Some("GET, HEAD, OPTIONS"));
}
