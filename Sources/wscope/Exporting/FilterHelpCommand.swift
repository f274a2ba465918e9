import ArgumentParser
import Filters

/// `wscope filter-help`: the language of display filters.
struct FilterHelpCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "filter-help", abstract: "Explains display filters (-Y): every field, operator and unit.")

    func run() {
        StandardOutput.writeWhole(FilterHelp.text)
    }
}
