/// What the people of a chat room say, and when. All who have a copy hear the same.
struct Talk: Sendable {
    /// Something said.
    struct Remark: Sendable {
        /// Milliseconds since the remark before.
        let pause: Int
        /// Who says it, by number.
        let speaker: Int
        let text: String
        /// Its number, from 1.
        let number: Int
    }

    private let people: Int
    private var chance: Chance
    private var count = 0

    /// The talk of so many people.
    init(people: Int, _ chance: Chance) {
        self.people = max(1, people)
        self.chance = chance
    }

    /// The next remark. The sayings come in turn, so that none is long missed.
    mutating func next() -> Remark {
        count += 1
        let text = Self.sayings[(count - 1) % Self.sayings.count]
        return Remark(
            pause: chance.pick(900...2_400), speaker: chance.pick(0...people - 1), text: text, number: count)
    }

    /// Plain words, other scripts, and what a careless terminal would obey: colours, a window title, a cleared screen,
    /// the clipboard, reversed order.
    static let sayings = [
        "Good morning, everyone",
        "did anybody restart the staging gateway? ☕️",
        "おはようございます。今日のデプロイは10時からです",
        "that was me, it needed the new certificate",
        "I see \u{1b}[31mred text\u{1b}[0m in this log, do you?",
        "only if your terminal lets it through",
        "👩‍👩‍👧‍👦 family emoji is one cell cluster, 🇨🇭 a flag is two scalars",
        "Zalgo says: h\u{0337}\u{0310}e\u{0338}\u{0301}l\u{0335}\u{0346}l\u{0334}\u{0304}o\u{0336}\u{030a}",
        "can someone look at the vehicle on route A1? its pongs are slow",
        "the invoice is \u{202e}fdp.exe\u{202c}, please open it",
        "no, thank you",
        "한국어도 잘 보입니까? 네, 아주 잘 보입니다",
        "\u{1b}]0;you have been owned\u{07}what window title?",
        "latency went from 20 ms to 60 in a minute",
        "naive or nai\u{0308}ve? e\u{0301} is not é",
        "שלום, this line mixes \u{2067}right to left\u{2069} and left to right",
        "now it is at 900, somebody is driving through a tunnel 🚇",
        "\u{1b}[2J\u{1b}[Hnothing cleared here",
        "deploy is green ✅ rolling out to eu-west",
        "tab\there, carriage\rreturn there, a bell\u{07} and a null\u{00}",
        "two pongs missed. the server will give up on it",
        "\u{1b}]52;c;cm0gLXJmIH4K\u{07}check your clipboard",
        "全角ＡＢＣ and half ｱｲｳ widths side by side",
        "the worker keeps reconnecting, who owns jobs.example.net?",
        "zero\u{200b}width\u{200d}joiners, a soft\u{00ad}hyphen, \u{feff}and a BOM",
        "lunch? 🍜",
        "\u{9b}31mC1 controls, too\u{9c}",
        "filter for json.type == \"snapshot\" and see for yourself",
        "that old gateway still sends unmasked frames 🙈",
        "ok, back to work",
    ]
}
