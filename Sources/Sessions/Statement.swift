import ByteStreams
import CSQLite

/// A statement of SQL that is made ready once and run often.
@safe final class Statement {
    /// What a step gave.
    enum Step {
        case row, done, failed
    }

    private let handle: OpaquePointer

    init(_ handle: OpaquePointer) {
        unsafe self.handle = handle
    }

    deinit {
        unsafe sqlite3_finalize(handle)
    }

    /// Runs it up to its next row.
    func step() -> Step {
        switch unsafe sqlite3_step(handle) {
        case SQLITE_ROW: .row
        case SQLITE_DONE: .done
        default: .failed
        }
    }

    /// Runs a statement without rows, and makes it ready for the next run; false where it failed.
    func run() -> Bool {
        let result = step()
        return unsafe sqlite3_reset(handle) == SQLITE_OK && result != .failed
    }

    /// Makes it ready for the next run.
    func reset() {
        unsafe sqlite3_reset(handle)
    }

    /// Sets a parameter, counted from 1.
    func bind(_ index: Int32, _ value: Int64) {
        unsafe sqlite3_bind_int64(handle, index, value)
    }

    /// Sets a parameter, to NULL where there is no value.
    func bind(_ index: Int32, _ value: Int64?) {
        guard let value else { return bindNull(index) }
        bind(index, value)
    }

    /// Sets a parameter, to NULL where there is no value.
    func bind(_ index: Int32, _ value: Double?) {
        guard let value else { return bindNull(index) }
        unsafe sqlite3_bind_double(handle, index, value)
    }

    /// Sets a parameter, to NULL where there is no text.
    func bind(_ index: Int32, _ text: String?) {
        guard var text else { return bindNull(index) }
        text.withUTF8 { bytes in
            unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
                if let start = characters.baseAddress, !characters.isEmpty {
                    _ = unsafe csqlite_bind_text(handle, index, start, Int32(clamping: characters.count))
                } else {
                    _ = unsafe csqlite_bind_empty_text(handle, index)
                }
            }
        }
    }

    /// Sets a parameter to bytes that stay where they are while `body` runs the statement.
    func bind<Result>(_ index: Int32, _ bytes: RawSpan, _ body: () -> Result) -> Result {
        unsafe bytes.withUnsafeBytes { buffer in
            if unsafe !buffer.isEmpty, let start = buffer.baseAddress {
                unsafe csqlite_bind_blob(handle, index, start, Int32(clamping: buffer.count))
            } else {
                unsafe sqlite3_bind_zeroblob(handle, index, 0)
            }
            return body()
        }
    }

    /// Sets a parameter to bytes, which are copied.
    func bind(_ index: Int32, copying bytes: [UInt8]) {
        unsafe bytes.withUnsafeBytes { buffer in
            if unsafe !buffer.isEmpty, let start = buffer.baseAddress {
                _ = unsafe csqlite_bind_blob_copy(handle, index, start, Int32(clamping: buffer.count))
            } else {
                unsafe sqlite3_bind_zeroblob(handle, index, 0)
            }
        }
    }

    /// Sets a parameter to NULL.
    func bindNull(_ index: Int32) {
        unsafe sqlite3_bind_null(handle, index)
    }

    /// Whether a column is NULL; columns are counted from 0.
    func isNull(_ column: Int32) -> Bool {
        unsafe sqlite3_column_type(handle, column) == SQLITE_NULL
    }

    /// A column's number.
    func number(_ column: Int32) -> Int64 {
        unsafe sqlite3_column_int64(handle, column)
    }

    /// A column's number; nil where it is NULL.
    func numberIfAny(_ column: Int32) -> Int64? {
        isNull(column) ? nil : number(column)
    }

    /// A column's fraction; nil where it is NULL.
    func fraction(_ column: Int32) -> Double? {
        isNull(column) ? nil : unsafe sqlite3_column_double(handle, column)
    }

    /// A column's text; nil where it is NULL.
    func text(_ column: Int32) -> String? {
        bytes(column).map { String(decoding: $0, as: UTF8.self) }
    }

    /// A copy of a column's bytes; nil where it is NULL.
    func bytes(_ column: Int32) -> [UInt8]? {
        isNull(column) ? nil : withBytes(column) { $0.copied }
    }

    /// Shows a column's bytes to `body`.
    func withBytes<Result>(_ column: Int32, _ body: (RawSpan) -> Result) -> Result {
        let start = unsafe sqlite3_column_blob(handle, column)
        let count = Int(unsafe sqlite3_column_bytes(handle, column))
        return unsafe body(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count).bytes)
    }
}
