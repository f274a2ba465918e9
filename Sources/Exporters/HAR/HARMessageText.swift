import ByteStreams
import Dissection
import JSONText
import WebSocketWire

/// A message as an element of `_webSocketMessages`: as Chrome writes it, then what it has no place for.
enum HARMessageText {
    static func write(
        _ message: Message, _ trouble: Message.Trouble?, _ bytes: RawSpan, to output: inout TextOutput
    ) {
        output.write(message.from == .fromClient ? "{\"type\":\"send\",\"time\":" : "{\"type\":\"receive\",\"time\":")
        output.write(message.time)
        output.write(",\"opcode\":")
        output.write(Int(message.opcode.rawValue))
        write(payload: bytes, of: message, &output)
        output.write(",\"_seq\":")
        output.write(message.number)
        output.write(",\"_time_ns\":\"")
        output.write(signed: message.time.nanoseconds)
        output.write("\",\"_wire_length\":")
        output.write(message.wireLength)
        if message.frames != 1 {
            output.write(",\"_frames\":")
            output.write(message.frames)
        }
        if message.isCompressed { output.write(",\"_compressed\":true") }
        write(lengthOf: message, kept: bytes.byteCount, &output)
        if let answer = message.answer {
            output.write(",\"_answers\":")
            output.write(answer.ping)
            output.write(",\"_rtt_ns\":")
            output.write(signed: answer.roundTrip)
        }
        if let trouble { write(trouble, &output) }
        output.write("}")
    }

    /// Writes text as it is, with what the cap left of its last character beside it; anything else as base64, which is
    /// said where the opcode does not say it.
    private static func write(payload bytes: RawSpan, of message: Message, _ output: inout TextOutput) {
        output.write(",\"data\":")
        if message.opcode == .text, let textLength = message.textLength {
            let length = min(textLength, bytes.byteCount)
            output.writeJSON(string: bytes.extracting(first: length))
            guard length < bytes.byteCount else { return }
            output.write(",\"_rest\":")
            output.writeJSON(base64: bytes.extracting(length..<bytes.byteCount))
        } else {
            output.writeJSON(base64: bytes)
            if message.opcode == .text { output.write(",\"_encoding\":\"base64\"") }
            if let textLength = message.textLength {
                output.write(",\"_text_length\":")
                output.write(textLength)
            }
        }
    }

    private static func write(lengthOf message: Message, kept: Int, _ output: inout TextOutput) {
        if message.isCapped {
            output.write(",\"_kept\":")
            output.write(kept)
        }
        guard let length = message.length else { return output.write(",\"_length\":null") }
        guard length != UInt64(kept) else { return }
        output.write(",\"_length\":")
        output.write(length)
    }

    private static func write(_ trouble: Message.Trouble, _ output: inout TextOutput) {
        output.write(",\"_missing\":")
        output.write(trouble.missing)
        if !trouble.holes.isEmpty {
            output.write(",\"_holes\":")
            TroubleText.write(trouble.holes, to: &output)
        }
        if trouble.isIncomplete { output.write(",\"_incomplete\":true") }
        guard !trouble.doubt.isEmpty else { return }
        output.write(",\"_doubt\":")
        TroubleText.write(trouble.doubt, to: &output)
    }
}
