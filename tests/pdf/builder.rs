//! Small PDFs, written by hand.

use literatim::capture::{Capture, Place, Record};
use literatim::transcript::{DecodeError, InsetKind, Transcript, decode};

/// A file in the making: objects by their numbers. 1 is the root, 2 the pages, 3 a font of letters, 4 the resources.
pub struct Pdf {
    pub objects: Vec<(u32, Vec<u8>)>,
    pub root: String,
    pub trailer: String,
    pages: Vec<u32>,
}

impl Pdf {
    pub fn new() -> Self {
        let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>";
        let mut pdf = Self { objects: Vec::new(), root: String::new(), trailer: String::new(), pages: Vec::new() };
        pdf.object(3, font);
        pdf.object(4, "<< /Font << /F 3 0 R >> >>");
        pdf
    }

    pub fn object(&mut self, number: u32, body: impl AsRef<[u8]>) {
        self.objects.push((number, body.as_ref().to_vec()));
    }

    pub fn stream(&mut self, number: u32, entries: &str, data: impl AsRef<[u8]>) {
        let data = data.as_ref();
        let mut body = format!("<< {entries} /Length {} >>\nstream\n", data.len()).into_bytes();
        body.extend_from_slice(data);
        body.extend_from_slice(b"\nendstream");
        self.object(number, body);
    }

    /// Adds a page of 600 by 800 points with that program.
    pub fn page(&mut self, content: &str) -> &mut Self {
        let number = 100 + 2 * self.pages.len() as u32;
        self.object(number, format!("<< /Type /Page /Parent 2 0 R /Resources 4 0 R /Contents {} 0 R >>", number + 1));
        self.stream(number + 1, "", content);
        self.pages.push(number);
        self
    }

    /// The bytes of the file.
    pub fn bytes(&self) -> Vec<u8> {
        let kids: String = self.pages.iter().map(|page| format!("{page} 0 R ")).collect();
        let mut objects = self.objects.clone();
        objects.push((1, format!("<< /Type /Catalog /Pages 2 0 R {} >>", self.root).into_bytes()));
        if !objects.iter().any(|(number, _)| *number == 2) {
            let count = self.pages.len();
            let pages = format!("<< /Type /Pages /Kids [{kids}] /Count {count} /MediaBox [0 0 600 800] >>");
            objects.push((2, pages.into_bytes()));
        }
        let mut out = b"%PDF-1.7\n".to_vec();
        let mut table = String::new();
        for (number, body) in &objects {
            table += &format!("{number} 1\n{:010} 00000 n \n", out.len());
            out.extend(format!("{number} 0 obj\n").bytes());
            out.extend(body);
            out.extend(b"\nendobj\n");
        }
        let start = out.len();
        out.extend(
            format!("xref\n{table}trailer\n<< /Root 1 0 R {} >>\nstartxref\n{start}\n%%EOF\n", self.trailer).bytes(),
        );
        out
    }

    pub fn read(&self) -> Result<Transcript, DecodeError> {
        read(&self.bytes())
    }

    pub fn text(&self) -> String {
        self.read().unwrap().text().to_owned()
    }
}

/// The program that writes lines: each with its place from the left and the bottom, its size, and its words.
pub fn lines(lines: &[(i32, i32, i32, &str)]) -> String {
    let line = |(x, y, size, text): &(i32, i32, i32, &str)| {
        let text = text.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
        format!("BT /F {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n")
    };
    lines.iter().map(line).collect()
}

/// A file of one page with that program.
pub fn one(content: &str) -> Pdf {
    let mut pdf = Pdf::new();
    pdf.page(content);
    pdf
}

pub fn read(bytes: &[u8]) -> Result<Transcript, DecodeError> {
    let path = "archive/a/b.pdf".parse().unwrap();
    decode(&Capture { path, bytes: bytes.to_vec(), record: Record::default() })
}

/// The insets of a kind.
pub fn insets(transcript: &Transcript, kind: InsetKind) -> Vec<String> {
    let found = transcript.insets().iter().filter(|inset| inset.kind == kind);
    found.map(|inset| inset.text.trim().to_owned()).collect()
}

/// The numbers of the pages that words stand on, from 0.
pub fn pages_of(transcript: &Transcript, words: &str) -> Vec<u32> {
    let at = transcript.text().find(words).unwrap();
    let places = transcript.places(literatim::text::Span::new(at, at + words.len()));
    places
        .into_iter()
        .filter_map(|(_, place)| if let Place::Page { index, .. } = place { Some(index) } else { None })
        .collect()
}
