//! Brings the pages of a PDF document into a form that the reader of text can bear: operators of text only, forms in
//! their place, resources on the page itself. What is left out can only be pictures.

use super::fonts::FontRepair;
use super::streams;
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use std::collections::HashMap;

/// Maximum size of the content of one page or form, and of all of them together, unpacked.
const CONTENT_BYTES_MAX: usize = 16 << 20;
const DOCUMENT_BYTES_MAX: usize = 160 << 20;
/// Maximum number of operators on one page, with those of its forms.
const PAGE_OPERATIONS_MAX: usize = 1_000_000;
/// Maximum depth of forms in forms, and of the nodes above a page.
const DEPTH_MAX: usize = 12;

/// Replaces the content of pages, one after the other.
pub(super) struct PageContent {
    fonts: FontRepair,
    /// Number of bytes unpacked so far.
    bytes: usize,
}

/// A page that is being put together.
#[derive(Default)]
struct Page {
    operations: Vec<Operation>,
    /// The fonts that it uses, under names of this file's making.
    fonts: Dictionary,
    /// The name here of each font, by the resources and the name there.
    font_names: HashMap<(usize, Vec<u8>), Option<Vec<u8>>>,
    /// Number of forms entered so far, which tells their resources apart.
    forms: usize,
}

impl PageContent {
    pub(super) fn new() -> Self {
        Self {
            fonts: FontRepair::default(),
            bytes: 0,
        }
    }

    /// Replaces the content of `page`. Returns whether it has any text operators; `None` if it is too large.
    pub(super) fn simplify(&mut self, document: &mut Document, page: ObjectId) -> Option<bool> {
        let mut made = Page::default();
        let resources = inherited(document, page, b"Resources")
            .and_then(|resources| dictionary(document, &resources))
            .unwrap_or_default();
        let mut content = Vec::new();
        for id in document.get_page_contents(page) {
            if let Ok(Object::Stream(stream)) = document.get_object(id) {
                let stream = stream.clone();
                content.extend(self.unpack(document, &stream)?);
                content.push(b'\n');
            }
        }
        self.append(document, &content, &resources, &mut made, 0)?;
        let has_text = made
            .operations
            .iter()
            .any(|operation| matches!(operation.operator.as_str(), "Tj" | "TJ"));
        let content = Content {
            operations: made.operations,
        };
        let content = Stream::new(Dictionary::new(), content.encode().ok()?);
        let content = document.add_object(content);
        let mut resources = Dictionary::new();
        resources.set("Font", made.fonts);
        let zero_box = [0, 0, 612, 792].map(Object::from).to_vec();
        if let Ok(page) = document.get_dictionary_mut(page) {
            page.set("Contents", content);
            page.set("Resources", resources);
            // The places of characters do not depend on it.
            page.set("MediaBox", zero_box);
            page.remove(b"ArtBox");
        }
        Some(has_text)
    }

    fn unpack(&mut self, document: &Document, stream: &Stream) -> Option<Vec<u8>> {
        let content = streams::unpack(document, stream, CONTENT_BYTES_MAX)?;
        self.bytes += content.len();
        (self.bytes <= DOCUMENT_BYTES_MAX).then_some(content)
    }

    /// Appends the text operators in `content` to `made`, with those of the forms that it shows.
    fn append(
        &mut self,
        document: &mut Document,
        content: &[u8],
        resources: &Dictionary,
        made: &mut Page,
        depth: usize,
    ) -> Option<()> {
        let Ok(content) = Content::decode(content) else {
            return Some(());
        };
        let scope = made.forms;
        // Whether a font is set, here and in the saved states; and how many marked parts are open, or are left out.
        let (mut has_font, mut saved, mut marks) = (false, Vec::new(), Vec::new());
        for mut operation in content.operations {
            if made.operations.len() >= PAGE_OPERATIONS_MAX {
                return None;
            }
            let left_out = marks.contains(&true);
            match operation.operator.as_str() {
                "BDC" | "BMC" => marks.push(is_running_part(&operation)),
                "EMC" => {
                    marks.pop();
                }
                "q" => {
                    saved.push(has_font);
                    made.operations.push(operation);
                }
                "Q" => {
                    if let Some(before) = saved.pop() {
                        has_font = before;
                        made.operations.push(operation);
                    }
                }
                "Tf" => {
                    let name = operation.operands.first().and_then(|name| name.as_name().ok());
                    let font = name.and_then(|name| self.font_name(document, resources, name, scope, made));
                    if let (Some(font), Some(true)) = (font, operation.operands.get(1).map(is_number)) {
                        operation.operands[0] = Object::Name(font);
                        made.operations.push(operation);
                        has_font = true;
                    }
                }
                "Do" if depth < DEPTH_MAX && !left_out => {
                    let name = operation.operands.first().and_then(|name| name.as_name().ok());
                    if let Some(form) = name.and_then(|name| form(document, resources, name)) {
                        self.append_form(document, &form, resources, made, depth)?;
                    }
                }
                "Tj" | "TJ" | "'" | "\"" if !has_font || left_out => {}
                _ => made.operations.extend(text_operations(operation)),
            }
        }
        for _ in saved {
            made.operations.push(Operation::new("Q", Vec::new()));
        }
        Some(())
    }

    /// Appends the text operators of `form`, in a state of their own.
    fn append_form(
        &mut self,
        document: &mut Document,
        form: &Stream,
        outer_resources: &Dictionary,
        made: &mut Page,
        depth: usize,
    ) -> Option<()> {
        let content = self.unpack(document, form)?;
        made.forms += 1;
        let own = form.dict.get(b"Resources").ok().cloned();
        let resources = own.and_then(|resources| dictionary(document, &resources));
        made.operations.push(Operation::new("q", Vec::new()));
        if let Ok(matrix) = form.dict.get(b"Matrix").and_then(Object::as_array)
            && matrix.len() == 6
            && matrix.iter().all(is_number)
        {
            made.operations.push(Operation::new("cm", matrix.clone()));
        }
        let resources = resources.as_ref().unwrap_or(outer_resources);
        self.append(document, &content, resources, made, depth + 1)?;
        made.operations.push(Operation::new("Q", Vec::new()));
        Some(())
    }

    /// The name on this page of the font that `resources` call `name`, if the reader of text can use it.
    fn font_name(
        &mut self,
        document: &mut Document,
        resources: &Dictionary,
        name: &[u8],
        scope: usize,
        made: &mut Page,
    ) -> Option<Vec<u8>> {
        let key = (scope, name.to_vec());
        if let Some(known) = made.font_names.get(&key) {
            return known.clone();
        }
        let fonts = resources.get(b"Font").ok().cloned();
        let font = fonts
            .and_then(|fonts| dictionary(document, &fonts))
            .and_then(|fonts| fonts.get(name).ok().cloned())
            .and_then(|font| self.fonts.repaired(document, &font));
        let name = font.map(|font| {
            let name = format!("F{}", made.fonts.len());
            made.fonts.set(name.as_bytes(), font);
            name.into_bytes()
        });
        made.font_names.insert(key, name.clone());
        name
    }
}

/// The operators that `operation` stands for, if it matters for text and has the operands that it must have.
fn text_operations(mut operation: Operation) -> Vec<Operation> {
    let operands = &operation.operands;
    let numbers = |count: usize| operands.len() == count && operands.iter().all(is_number);
    let is_string = |at: usize| matches!(operands.get(at), Some(Object::String(..)));
    let next_line = || Operation::new("T*", Vec::new());
    match operation.operator.as_str() {
        "BT" | "ET" | "T*" => vec![Operation::new(&operation.operator, Vec::new())],
        "cm" | "Tm" if numbers(6) => vec![operation],
        "Td" | "TD" if numbers(2) => vec![operation],
        "Tc" | "Tw" | "Tz" | "TL" | "Ts" if numbers(1) => vec![operation],
        "Tj" if is_string(0) => vec![operation],
        "TJ" if matches!(operands.first(), Some(Object::Array(_))) => vec![operation],
        // The reader of text does not know these two, which move to the next line first.
        "'" if is_string(0) => vec![next_line(), Operation::new("Tj", operation.operands)],
        "\"" if operands.len() == 3 && is_number(&operands[0]) && is_number(&operands[1]) && is_string(2) => {
            let text = operation.operands.split_off(2);
            let spacing = operation.operands.split_off(1);
            vec![
                Operation::new("Tw", operation.operands),
                Operation::new("Tc", spacing),
                next_line(),
                Operation::new("Tj", text),
            ]
        }
        _ => Vec::new(),
    }
}

/// Whether `operation` opens a part that is marked as a header, footer or page number.
fn is_running_part(operation: &Operation) -> bool {
    let is_artifact = matches!(operation.operands.first(), Some(Object::Name(name)) if name == b"Artifact");
    let is_pagination = |properties: &Dictionary| {
        let value = |key: &[u8]| properties.get(key).and_then(Object::as_name).ok();
        value(b"Type") == Some(b"Pagination") || matches!(value(b"Subtype"), Some(b"Header" | b"Footer"))
    };
    is_artifact
        && matches!(operation.operands.get(1), Some(Object::Dictionary(properties)) if is_pagination(properties))
}

/// The form that `resources` call `name`; not a picture.
fn form(document: &Document, resources: &Dictionary, name: &[u8]) -> Option<Stream> {
    let objects = dictionary(document, resources.get(b"XObject").ok()?)?;
    let (_, object) = document.dereference(objects.get(name).ok()?).ok()?;
    let stream = object.as_stream().ok()?;
    let subtype = stream.dict.get(b"Subtype").and_then(Object::as_name).ok();
    (subtype == Some(b"Form")).then(|| stream.clone())
}

/// The value of `key` of a page, or of the nearest node above that has it.
fn inherited(document: &Document, page: ObjectId, key: &[u8]) -> Option<Object> {
    let mut node = document.get_dictionary(page).ok()?;
    for _ in 0..DEPTH_MAX {
        if let Ok(value) = node.get(key) {
            return Some(value.clone());
        }
        let (_, parent) = document.dereference(node.get(b"Parent").ok()?).ok()?;
        node = parent.as_dict().ok()?;
    }
    None
}

fn dictionary(document: &Document, object: &Object) -> Option<Dictionary> {
    let (_, object) = document.dereference(object).ok()?;
    object.as_dict().ok().cloned()
}

fn is_number(object: &Object) -> bool {
    matches!(object, Object::Integer(_) | Object::Real(_))
}
