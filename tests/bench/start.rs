//! How long the service takes to start: until it tells its address, answers about today, finds words, and answers about the past.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How often it is started.
const STARTS: usize = 15;

/// What is measured, and what is asked for it.
const STEPS: [(&str, Option<&str>); 4] = [
    ("it tells its address", None),
    ("it has answered about today", Some("/api/v1/missions?limit=1")),
    ("it has found words", Some("/api/v1/search?q=artemis&limit=1")),
    ("it has answered about a past day", Some("/api/v1/missions?limit=1&as_of=2020-01-01")),
];

/// Starts the service again and again, and prints the times of each step: the least, the median and the greatest.
pub(crate) fn measure() {
    let mut starts: Vec<[Duration; STEPS.len()]> = (0..STARTS).map(|_| once()).collect();
    println!("\nfrom the start of the process, in ms    least   median greatest");
    for (step, (name, _)) in STEPS.iter().enumerate() {
        starts.sort_by_key(|times| times[step]);
        let [least, median, greatest] =
            [0, STARTS / 2, STARTS - 1].map(|place| starts[place][step].as_secs_f64() * 1000.0);
        println!("  until {name:<32}{least:>6.0} {median:>8.0} {greatest:>8.0}");
    }
}

fn once() -> [Duration; STEPS.len()] {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_space-race"))
        .args(["--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().rsplit('/').next().unwrap().to_owned();
    let times = STEPS.map(|(_, path)| {
        path.into_iter().for_each(|path| ask(&address, path));
        start.elapsed()
    });
    stop(&mut child);
    times
}

fn ask(address: &str, path: &str) {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {answer}");
}

fn stop(child: &mut Child) {
    child.kill().unwrap();
    child.wait().unwrap();
}
