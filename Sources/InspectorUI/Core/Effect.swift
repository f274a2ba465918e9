package import TextScreen

/// What the interface asks of the world.
package enum Effect: Sendable, Hashable {
    /// End the program.
    case quit
    /// Put text on the clipboard.
    case copy(String)
    /// Show bytes in the pager.
    case page([UInt8])
    /// Write traffic into a file.
    case export(ExportRequest)
    /// Give up the export that is going on.
    case cancelExport
    /// Keep the settings.
    case save(InspectorSettings)
    /// Draw everything anew.
    case redraw
}

/// Traffic that is to be written into a file.
package struct ExportRequest: Sendable, Hashable {
    /// Which traffic.
    package enum Extent: Sendable, Hashable {
        /// All of it.
        case all
        /// What a filter matches (empty: everything), of certain connections (empty: all of them).
        case shown(filter: String, connections: [Int])
        /// Messages by their numbers in the session, ascending, and connections as a whole.
        case marked(messages: [Int64], connections: [Int])
    }

    /// Which traffic.
    package let extent: Extent
    /// In which format.
    package let format: ExportFormat
    /// Where to.
    package let path: String
    /// Whether a file that is there already is replaced.
    package let replaces: Bool

    /// Traffic to be written.
    package init(extent: Extent, format: ExportFormat, path: String, replaces: Bool) {
        self.extent = extent
        self.format = format
        self.path = path
        self.replaces = replaces
    }
}

/// The formats of exports, by the names of the command line.
package enum ExportFormat: String, Sendable, Hashable, CaseIterable {
    case text, jsonl, csv, har, zeek, pcapng, sqlite

    /// What it is, in a few words.
    package var title: String {
        switch self {
        case .text: "text, a line a message"
        case .jsonl: "JSON lines"
        case .csv: "CSV"
        case .har: "HAR, as browsers write it"
        case .zeek: "Zeek's websocket.log"
        case .pcapng: "pcapng, for Wireshark"
        case .sqlite: "a session of wscope"
        }
    }

    /// The ending of files in it.
    package var ending: String {
        switch self {
        case .text: "txt"
        case .jsonl: "jsonl"
        case .csv: "csv"
        case .har: "har"
        case .zeek: "log"
        case .pcapng: "pcapng"
        case .sqlite: "wscope"
        }
    }
}

/// How an export goes.
package enum ExportReport: Sendable, Hashable {
    /// It goes on: messages looked at, of how many.
    case progress(done: UInt64, of: UInt64)
    /// It is complete: what was written, in words.
    case done(String)
    /// There is a file of that name already.
    case exists
    /// It could not be written, in words.
    case failed(String)
    /// It was given up.
    case cancelled
}

/// What the interface is told.
package enum InspectorEvent: Sendable, Hashable {
    /// Something came from the terminal.
    case terminal(TerminalInput)
    /// How an export goes.
    case export(ExportReport)
    /// The source may have something new to say.
    case status(SourceStatus)
}
