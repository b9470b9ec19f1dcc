//! A one-page PDF that stands in for an audit report.

/// A PDF with these lines of text. What Windows-1252 does not have becomes a question mark.
pub(super) fn pdf(lines: &[&str]) -> Vec<u8> {
    let mut text = b"BT /F1 14 Tf 20 TL 72 760 Td\n".to_vec();
    for line in lines {
        text.push(b'(');
        text.extend(line.chars().flat_map(escaped));
        text.extend_from_slice(b") Tj T*\n");
    }
    text.extend_from_slice(b"ET\n");
    let mut stream = format!("<< /Length {} >>\nstream\n", text.len()).into_bytes();
    stream.extend(text);
    stream.extend_from_slice(b"endstream");
    assembled(&[
        b"<< /Type /Catalog /Pages 2 0 R /Lang (sv-SE) >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_vec(),
        stream,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_vec(),
    ])
}

fn assembled(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (n, object) in (1..).zip(objects) {
        places.push(file.len());
        file.extend_from_slice(format!("{n} 0 obj\n").as_bytes());
        file.extend_from_slice(object);
        file.extend_from_slice(b"\nendobj\n");
    }
    let table = file.len();
    let count = objects.len() + 1;
    file.extend_from_slice(format!("xref\n0 {count}\n0000000000 65535 f \n").as_bytes());
    for place in places {
        file.extend_from_slice(format!("{place:010} 00000 n \n").as_bytes());
    }
    file.extend_from_slice(format!("trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n").as_bytes());
    file
}

fn escaped(c: char) -> Vec<u8> {
    match c {
        '(' | ')' | '\\' => format!("\\{c}").into_bytes(),
        ' '..='~' => c.to_string().into_bytes(),
        '–' => b"\\226".to_vec(),
        '”' => b"\\224".to_vec(),
        '\u{a0}'..='\u{ff}' => format!("\\{:03o}", u32::from(c)).into_bytes(),
        _ => b"?".to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::pdf;

    #[test]
    fn the_table_at_the_end_tells_where_the_objects_are() {
        let file = pdf(&["Föreningsbidrag – (kriterier)"]);
        let text = String::from_utf8(file.clone()).unwrap();
        assert!(text.contains("(F\\366reningsbidrag \\226 \\(kriterier\\)) Tj"));
        let table: usize = text.rsplit("startxref\n").next().unwrap().lines().next().unwrap().parse().unwrap();
        assert!(text[table..].starts_with("xref\n0 6\n"));
        let third: usize = text[table..].lines().nth(5).unwrap()[..10].parse().unwrap();
        assert!(text[third..].starts_with("3 0 obj"));
    }
}
