//! Pictures and other files in MediaWiki, and the captions that are shown with them.

use super::WikiReader;
use crate::text::Span;

/// Names of the namespace of files: the canonical ones, and those of the largest Wikipedias, from the localisation of
/// MediaWiki (`languages/messages`).
#[rustfmt::skip]
const FILES: [&str; 40] = [
    "file", "image", "datei", "bild", "fichier", "archivo", "imagen", "immagine", "ficheiro", "imagem", "arquivo",
    "bestand", "afbeelding", "plik", "grafika", "файл", "изображение", "зображення", "файлообменник", "fil", "billede",
    "tiedosto", "kuva", "soubor", "súbor", "fájl", "kép", "fișier", "imagine", "dosya", "resim", "αρχείο", "קובץ",
    "تصویر", "ملف", "ファイル", "画像", "文件", "檔案", "파일",
];
/// Namespaces whose links show nothing where they stand.
const SILENT: [&str; 8] =
    ["category", "kategorie", "catégorie", "categoría", "categoria", "категория", "分类", "media"];
/// Parameters of a picture that are not its caption.
#[rustfmt::skip]
const OPTIONS: [&str; 21] = [
    "thumb", "thumbnail", "frame", "framed", "frameless", "border", "left", "right", "center", "centre", "none",
    "upright", "baseline", "middle", "sub", "super", "text-top", "text-bottom", "top", "bottom", "mini",
];

fn space(target: &str) -> Option<String> {
    target.split_once(':').map(|(space, _)| space.trim().to_lowercase())
}

/// Returns true if a link to `target` shows nothing.
pub(super) fn is_silent(target: &str) -> bool {
    space(target).is_some_and(|space| SILENT.contains(&space.as_str()))
}

/// Returns true if a link to `target` shows a file.
pub(super) fn is_file(target: &str) -> bool {
    space(target).is_some_and(|space| FILES.contains(&space.as_str()))
}

/// Returns true if a parameter says how a picture is shown.
fn is_option(parameter: &str) -> bool {
    let name = parameter.split('=').next().unwrap_or_default().trim().to_lowercase();
    let size =
        name.strip_suffix("px").is_some_and(|size| size.bytes().all(|byte| byte.is_ascii_digit() || byte == b'x'));
    let named = parameter.contains('=') && name.bytes().all(|byte| byte.is_ascii_lowercase());
    size || named && name.len() <= 12 || OPTIONS.contains(&name.as_str())
}

impl WikiReader<'_> {
    /// The caption of the picture whose brackets hold `inner`: the last of its parameters that is no option.
    pub(super) fn caption(&self, inner: Span) -> Option<Span> {
        let parts = self.parts(inner);
        let captions = parts[1..].iter().rev().copied();
        captions.into_iter().find(|part| !is_option(&self.notes[part.range()]))
    }

    /// The captions in a gallery: a file on each line, and what is said of it.
    pub(super) fn captions(&mut self, inner: Span) {
        let mut at = inner.start;
        for line in self.notes[inner.range()].split_inclusive('\n') {
            let span = Span::new(at, at + line.trim_end().len());
            at += line.len();
            if let Some(caption) = self.caption(span) {
                self.builder.apart(caption);
            }
        }
    }

    /// The parts of `inner` between bars that stand in no brackets of their own; at least one.
    pub(super) fn parts(&self, inner: Span) -> Vec<Span> {
        let (mut parts, mut start, mut at) = (Vec::new(), inner.start, inner.start);
        while at < inner.end {
            if let Some(close) = self.closing(at).filter(|&close| close <= inner.end) {
                at = close;
                continue;
            }
            if self.notes.as_bytes()[at] == b'|' {
                parts.push(Span::new(start, at));
                start = at + 1;
            }
            at += 1;
        }
        parts.push(Span::new(start, inner.end));
        parts
    }
}
