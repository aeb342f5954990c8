use literatim::capture::{Capture, Record};
fn main() {
    for file in std::env::args().skip(1) {
        let bytes = std::fs::read(&file).unwrap();
        let name = file.rsplit('/').next().unwrap();
        let path = format!("archive/x/{name}").parse().unwrap();
        let t = literatim::transcript::decode(&Capture { path, bytes, record: Record::default() }).unwrap();
        println!("== {file} {:?} {:?}", t.charset(), t.front_matter().title);
        for s in literatim::segment::segment(&t, &Default::default()) {
            let text: String = t.text()[s.span.range()].trim().replace('\n', "⏎").chars().take(110).collect();
            println!("{:18} {:22} {}", s.role.name(), s.rule, text);
        }
    }
}
