//! `/missions`.
use crate::helpers::*;
#[test]
fn smoke() {
    let t = std::time::Instant::now();
    let app = TestApp::new();
    app.ok("/api/v1");
    eprintln!("real {:?}", t.elapsed());
    let t = std::time::Instant::now();
    let tiny = Tiny::new().planned("a", "2027").app();
    eprintln!("{}", tiny.ok("/api/v1/missions"));
    eprintln!("tiny {:?}", t.elapsed());
    let t = std::time::Instant::now();
    for _ in 0..100 {
        app.ok("/api/v1/missions?limit=1");
    }
    eprintln!("100 {:?}", t.elapsed());
    let t = std::time::Instant::now();
    for _ in 0..100 {
        app.ok("/api/v1/missions?limit=1&fields=id&facets=player");
    }
    eprintln!("100 {:?}", t.elapsed());
    let t = std::time::Instant::now();
    app.ok("/api/v1/missions?limit=100");
    eprintln!("1 {:?}", t.elapsed());
}
