//! The command line: serving over a real socket, as a real process.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::base::Mini;
use crate::cli::{FAULTS, answer, assert_plain, faulty, program};
use crate::folder::Folder;

/// A running service; it is killed when it is dropped.
struct Served {
    child: Child,
    out: BufReader<ChildStdout>,
    address: SocketAddr,
}

impl Served {
    /// Starts it, and waits until it has told its address.
    #[track_caller]
    fn start(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        let Some(address) = line.trim().strip_prefix("Space Race API at http://") else {
            let output = child.wait_with_output().unwrap();
            panic!("no address but {line:?}; {:?}", answer(&output));
        };
        let address = address.parse().unwrap();
        Self { child, out, address }
    }

    /// Asks over a connection of its own; gives status and body.
    #[track_caller]
    fn get(&self, path: &str) -> (u16, String) {
        self.get_within(Duration::from_secs(10), path)
    }

    #[track_caller]
    fn get_within(&self, patience: Duration, path: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(patience)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address).unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
    }

    #[track_caller]
    fn json(&self, path: &str) -> Value {
        let (status, body) = self.get(path);
        assert_eq!(status, 200, "{path}: {body}");
        serde_json::from_str(&body).unwrap()
    }

    /// Sends a signal and waits for the end, but not for long.
    #[track_caller]
    fn stop(mut self, signal: &str) -> ExitStatus {
        let sent = Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        let since = Instant::now();
        while since.elapsed() < Duration::from_secs(5) {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            thread::sleep(Duration::from_millis(20));
        }
        panic!("still running 5 seconds after {signal}");
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn serve(args: &[&str], folder: &Folder) -> Served {
    let data = folder.path().to_str().unwrap();
    Served::start(program().args(args).args(["--data", data, "--listen", "127.0.0.1:0", "--workers", "1"]))
}

#[test]
fn it_serves_a_folder_on_a_free_port_and_stops_when_told() {
    let folder = Folder::of(&Mini::sound());
    for (args, signal) in [(["serve"].as_slice(), "-TERM"), (&[], "-INT")] {
        let mut served = serve(args, &folder);
        assert!(served.address.ip().is_loopback() && served.address.port() > 0);
        let mut line = String::new();
        served.out.read_line(&mut line).unwrap();
        assert_eq!(line.trim(), format!("Swagger UI at http://{}/docs/", served.address));
        assert_eq!(served.json("/health/ready")["status"], "pass");
        assert_eq!(served.json("/health/live")["status"], "pass");
        let page = served.json("/api/v1/missions");
        assert_eq!(page["data"][0]["id"], "probe-1");
        assert_eq!(page["data"].as_array().unwrap().len(), 1);
        assert_eq!(served.get("/api/v1/missions/no-such-mission").0, 404);
        assert!(served.stop(signal).success(), "{signal}");
    }
}

#[test]
fn the_built_in_data_set_answers_at_once_while_others_wait_for_the_past() {
    let served = Served::start(program().args(["--listen", "127.0.0.1:0", "--workers", "1"]));
    // without optimisation it takes a while to read up on the past
    let ask = |path: &str| {
        let (status, body) = served.get_within(Duration::from_secs(300), path);
        assert_eq!(status, 200, "{path}: {body}");
        serde_json::from_str::<Value>(&body).unwrap()
    };
    thread::scope(|scope| {
        let past = scope.spawn(|| ask("/api/v1/missions/apollo-11?as_of=1969-07-17"));
        let words = scope.spawn(|| ask("/api/v1/search?q=apollo+11"));
        thread::sleep(Duration::from_millis(100));
        assert_eq!(served.json("/api/v1/missions?limit=1")["data"].as_array().unwrap().len(), 1);
        served.get("/api/v1/missions/apollo-eleven");
        assert!(!past.is_finished() && !words.is_finished(), "there was nothing to wait for");
        assert_eq!(past.join().unwrap()["data"]["status"], "in_flight");
        assert_eq!(words.join().unwrap()["data"][0]["record"]["id"], "apollo-11");
    });
}

#[test]
fn a_connection_that_is_kept_open_does_not_keep_it_from_stopping() {
    let folder = Folder::of(&Mini::sound());
    let served = serve(&["serve"], &folder);
    let mut idle = TcpStream::connect(served.address).unwrap();
    write!(idle, "GET /health/live HTTP/1.1\r\nHost: {}\r\n\r\n", served.address).unwrap();
    let mut first = [0_u8; 12];
    idle.read_exact(&mut first).unwrap();
    assert_eq!(&first, b"HTTP/1.1 200");
    let silent = TcpStream::connect(served.address).unwrap();
    assert!(served.stop("-TERM").success());
    drop((idle, silent));
}

#[test]
fn the_version_of_the_folder_is_the_one_that_check_tells() {
    let folder = Folder::of(&Mini::sound());
    let checked = answer(&program().arg("check").arg(folder.path()).output().unwrap()).1;
    let served = serve(&["serve"], &folder);
    let version = served.json("/health/ready")["dataset_version"].as_str().unwrap().to_owned();
    assert_eq!(checked.trim(), format!("no faults; version {version}"));
}

#[test]
fn a_changed_folder_is_served_after_a_new_start_only() {
    let folder = Folder::of(&Mini::sound());
    let served = serve(&["serve"], &folder);
    let before = served.json("/health/ready")["dataset_version"].clone();
    for (file, text) in Mini::sound().set("missions/mini.json", "/0/name", json!("Probe One")).texts() {
        folder.write(file, &text);
    }
    assert_eq!(served.json("/health/ready")["dataset_version"], before);
    drop(served);
    let served = serve(&["serve"], &folder);
    assert_ne!(served.json("/health/ready")["dataset_version"], before);
    assert_eq!(served.json("/api/v1/missions/probe-1")["data"]["name"], "Probe One");
}

#[test]
fn the_environment_takes_the_place_of_flags() {
    let folder = Folder::of(&Mini::sound());
    let mut command = program();
    command.env("SPACE_RACE_LISTEN", "127.0.0.1:0").env("SPACE_RACE_DATA", folder.path());
    command.env("SPACE_RACE_WORKERS", "1").env("SPACE_RACE_LOG", "error");
    let served = Served::start(&mut command);
    assert_eq!(served.json("/api/v1/missions")["data"][0]["id"], "probe-1");
    drop(served);

    let mut command = program();
    command.env("SPACE_RACE_DATA", "/no/such/folder").env("SPACE_RACE_LISTEN", "127.0.0.1:0");
    let served = Served::start(command.arg("--data").arg(folder.path()));
    assert_eq!(served.json("/api/v1/missions")["data"][0]["id"], "probe-1", "a flag goes before its variable");

    let wrong = [("SPACE_RACE_LISTEN", "nowhere"), ("SPACE_RACE_WORKERS", "0")];
    for (variable, value) in wrong {
        let (code, out, err) = answer(&program().env(variable, value).output().unwrap());
        assert_eq!((code, out.as_str()), (Some(2), ""), "{variable}={value}");
        assert!(err.contains(value), "{err}");
    }
}

#[test]
fn the_environment_of_serving_leaves_the_other_commands_alone() {
    let folder = faulty();
    let mut command = program();
    command
        .env("SPACE_RACE_LISTEN", "127.0.0.1:0")
        .env("SPACE_RACE_DATA", folder.path())
        .env("SPACE_RACE_WORKERS", "1");
    let (code, out, err) = answer(&command.args(["schema", "player"]).output().unwrap());
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert!(out.contains("fixtures/players/*.json"));
}

#[test]
fn a_faulty_folder_is_never_served() {
    let folder = faulty();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let checked = answer(&program().arg("check").arg(folder.path()).output().unwrap());
    assert_eq!(checked.0, Some(1));
    for start in FAULTS {
        assert!(checked.2.lines().any(|line| line.starts_with(start)), "{start} is not in\n{}", checked.2);
    }
    // a port that is taken would be a fault of its own: the data are refused before
    for listen in ["127.0.0.1:0", &address] {
        let mut command = program();
        let output = command.args(["serve", "--listen", listen, "--data"]).arg(folder.path()).output().unwrap();
        assert_eq!(answer(&output), checked, "on {listen}");
    }
}

#[test]
fn a_busy_port_is_told_in_plain_words() {
    let folder = Folder::of(&Mini::sound());
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let mut command = program();
    let output = command.args(["--listen", &address, "--data"]).arg(folder.path()).output().unwrap();
    let (code, out, err) = answer(&output);
    assert_eq!((code, out.as_str()), (Some(1), ""), "{err}");
    assert_plain(&err);
    assert!(err.to_lowercase().contains("address already in use"), "{err}");
    assert!(err.contains(&address), "the address is not named: {err}");
}
