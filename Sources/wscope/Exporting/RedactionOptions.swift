import ArgumentParser
import Dissection
struct Redactor { mutating func redact(_ batch: borrowing TrafficBatch, into other: inout TrafficBatch) {} }
struct RedactionOptions: ParsableArguments { func makeRedactor() throws -> Redactor? { nil } }
