import CursesTerminal
import Glibc
import TextScreen

/// Shows what a terminal can show, and the last things that came from it, until `q` is pressed.
@main
enum TerminalProbe {
    static func main() {
        CursesTerminal.blockSignals()
        CursesTerminal.restoreOnCrash()
        let words = CommandLine.arguments.dropFirst()
        let begin = Measurement.now
        do {
            let terminal = try CursesTerminal(
                TerminalOptions(
                    background: words.contains("light") ? .light : .auto, usesMouse: !words.contains("no-mouse")))
            if words.contains("times") { return Measurement.run(on: terminal, begin: begin) }
            run(terminal)
            terminal.close()
            print("over\(terminal.endingSignal.map { " by signal \($0)" } ?? "")")
        } catch {
            print("error: \(error)")
            exit(1)
        }
    }

    private static func run(_ terminal: CursesTerminal) {
        var names: [String] = []
        var isBusy = false
        while true {
            terminal.show(Picture.draw(size: terminal.size, isASCII: terminal.isASCII, inputs: names))
            guard let input = terminal.nextInput(within: isBusy ? 0 : nil) else { continue }
            names.append(name(of: input))
            if input == .key(.character("b")) { isBusy = true }
            if names.count > 100 { names.removeFirst(50) }
            switch input {
            case .ended, .key(.character("q")): return
            case .key(let key): act(on: key, terminal)
            default: break
            }
        }
    }

    private static func act(on key: Key, _ terminal: CursesTerminal) {
        switch key {
        case .character("T"): crashByTrap()
        case .character("A"): abort()
        case .character("S"): overflow(1)
        case .character("E"): exit(3)
        case .character("w"):
            let waker = terminal.waker
            var thread = pthread_t()
            let box = Unmanaged.passRetained(waker)
            pthread_create(&thread, nil, { TerminalProbe.wake($0) }, box.toOpaque())
            pthread_join(thread, nil)
        case .character("l"): terminal.lend { system("stty -a | head -c 400; echo; echo lent; read line") }
        case .character("c"): terminal.copy("copied 漢")
        default: break
        }
    }

    private static func wake(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let pointer else { return nil }
        let waker = Unmanaged<TerminalWaker>.fromOpaque(pointer).takeRetainedValue()
        for _ in 0..<1_000 { waker.wake() }
        return nil
    }

    private static func crashByTrap() {
        let none: [Int] = CommandLine.arguments.count > 50 ? [1] : []
        print(none[none.count])
    }

    @inline(never)
    private static func overflow(_ depth: Int) {
        withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { block in
            block[depth % 4096] = 1
            overflow(depth + Int(block[depth % 4096]))
        }
    }

    private static func name(of input: TerminalInput) -> String {
        switch input {
        case .key(let key): key.name
        case .paste(let text): "paste(\(text.utf8.count):\(text.prefix(20)))"
        case .mouse(let event): "\(event.kind)@\(event.row),\(event.column)"
        case .resized: "resized"
        case .woken: "woken"
        case .ended: "ended"
        }
    }
}
