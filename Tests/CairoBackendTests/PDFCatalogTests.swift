import Drawing
import Foundation
import Testing

@testable import CairoBackend

@Suite("Entries for a PDF file's catalog")
struct PDFCatalogTests {
  private let head = "%PDF-1.4\n7 0 obj\n<< /Type /Catalog\n   /Pages 1 0 R\n"
  private let table = "xref\n0 1\ntrailer\n<< /Root 7 0 R >>\nstartxref\n"

  private func added(to file: String) -> String {
    var catalog = PDFCatalog()
    catalog.set("Lang", to: PDFCatalog.string("de"))
    catalog.set(pageLabels: ["1", "2.1"])
    return String(decoding: catalog.added(to: Array(file.utf8)), as: UTF8.self)
  }

  @Test("Entries end the catalog, and the table is found where it now is")
  func entries() {
    let body = head + ">>\nendobj\n"
    let entries = "   /Lang (de)\n   /PageLabels << /Nums [ 0 << /P (1) >> 1 << /P (2.1) >> ] >>\n"
    #expect(
      added(to: body + table + "\(body.utf8.count)\n%%EOF\n")
        == head + entries + ">>\nendobj\n" + table
        + "\(body.utf8.count + entries.utf8.count)\n%%EOF\n")
  }

  @Test("A file that ends otherwise stays as it is")
  func otherFiles() {
    let other = head.replacing("Catalog", with: "Font") + ">>\nendobj\n"
    for file in [
      "", "startxref\n", other + table + "\(other.utf8.count)\n%%EOF\n",
      head + ">>\nendobj\n" + table + "12\n%%EOF\n",
      head + ">>\nendobj\n" + table + "99999\n%%EOF\n",
    ] {
      #expect(added(to: file) == file)
    }
  }

  @Test(
    "A string is plain where it can be, and UTF-16 where it cannot",
    arguments: [
      ("2.1", "(2.1)"), ("", "()"), ("é", "<FEFF00E9>"), ("(", "<FEFF0028>"),
      ("𝑎", "<FEFFD835DC4E>"),
    ])
  func strings(text: String, written: String) {
    #expect(PDFCatalog.string(text) == written)
  }
}
