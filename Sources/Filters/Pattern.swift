import CPCRE2

/// A regular expression made ready by PCRE2. Letters match in either case. Used by one task at a time.
@safe final class Pattern {
    /// What a match gave.
    enum Outcome {
        case match, noMatch
        /// It took more steps or memory than `FilterLimits` allow.
        case limitReached
    }

    private let code: OpaquePointer
    private let data: OpaquePointer
    private let context: OpaquePointer
    private let stack: OpaquePointer?

    private static let smallestStack = 32_768
    private static let largestStack = 1 << 20

    /// Makes a pattern ready for the values of a kind of field; nil where it is wrong, or memory is short.
    init?(_ pattern: String, of kind: Field.Kind) {
        var failure = Failure()
        guard let code = unsafe Self.compile(pattern, kind, &failure) else { return nil }
        guard let data = unsafe pcre2_match_data_create_8(1, nil) else {
            unsafe pcre2_code_free_8(code)
            return nil
        }
        guard let context = unsafe pcre2_match_context_create_8(nil) else {
            unsafe pcre2_match_data_free_8(data)
            unsafe pcre2_code_free_8(code)
            return nil
        }
        unsafe pcre2_set_match_limit_8(context, FilterLimits.regexSteps)
        unsafe pcre2_set_heap_limit_8(context, FilterLimits.regexMemory)
        var stack: OpaquePointer?
        if unsafe pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE) == 0 {
            unsafe stack = pcre2_jit_stack_create_8(Self.smallestStack, Self.largestStack, nil)
            if let stack = unsafe stack {
                unsafe pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack))
            }
        }
        unsafe self.code = code
        unsafe self.data = data
        unsafe self.context = context
        unsafe self.stack = stack
    }

    deinit {
        unsafe pcre2_match_data_free_8(data)
        unsafe pcre2_match_context_free_8(context)
        unsafe pcre2_code_free_8(code)
        if let stack = unsafe stack { unsafe pcre2_jit_stack_free_8(stack) }
    }

    /// Whether it is somewhere in bytes.
    func search(_ bytes: RawSpan) -> Outcome {
        let result = unsafe bytes.withUnsafeBytes { buffer in
            unsafe buffer.withMemoryRebound(to: UInt8.self) { units in
                var none: UInt8 = 0
                guard let start = units.baseAddress else {
                    return unsafe pcre2_match_8(code, &none, 0, 0, 0, data, context)
                }
                return unsafe pcre2_match_8(code, start, units.count, 0, 0, data, context)
            }
        }
        if result >= 0 { return .match }
        return result == PCRE2_ERROR_NOMATCH ? .noMatch : .limitReached
    }

    /// What is wrong with a pattern, and at which byte of it; nil where nothing is.
    static func problem(in pattern: String, of kind: Field.Kind) -> (words: String, offset: Int)? {
        var failure = Failure()
        guard let code = unsafe compile(pattern, kind, &failure) else {
            return (words(failure.number), max(0, failure.offset))
        }
        unsafe pcre2_code_free_8(code)
        return nil
    }

    private struct Failure {
        var number: Int32 = 0
        var offset = 0
    }

    /// Text is searched by characters, whatever in it is no UTF-8 matching nothing; other bytes are searched byte by byte.
    private static func compile(_ pattern: String, _ kind: Field.Kind, _ failure: inout Failure) -> OpaquePointer? {
        let text = kind == .bytes ? 0 : UInt32(PCRE2_UTF) | PCRE2_MATCH_INVALID_UTF
        let options = PCRE2_CASELESS | PCRE2_NEVER_BACKSLASH_C | text
        let units = Array(pattern.utf8) + [0]
        return unsafe pcre2_compile_8(units, units.count - 1, options, &failure.number, &failure.offset, nil)
    }

    private static func words(_ number: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 256)
        let count = unsafe pcre2_get_error_message_8(number, &buffer, buffer.count)
        return String(decoding: buffer.prefix(Int(max(0, count))), as: UTF8.self)
    }
}
