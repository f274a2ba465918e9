import CaptureKit
import Testing

struct HostileBytesTests {
    private static let samples = CaptureFile.all.map(MutationSample.init)
    private static let batches = 8
    private static let batchSize = 250

    @Test(arguments: 0..<batches)
    func `no damage stops the program or makes its story contradict itself`(_ batch: Int) {
        for index in batch * Self.batchSize..<(batch + 1) * Self.batchSize {
            let mutant = Mutant(index, seed: 20_241_122, of: Self.samples)
            let contradictions = mutant.contradictions()
            #expect(contradictions == [], "mutant \(mutant.description)")
        }
    }

    @Test(arguments: CaptureFile.all)
    func `a capture cut anywhere tells the beginning, and what is missing`(_ capture: CaptureFile) {
        let bytes = capture.bytes
        let step = max(1, bytes.count / 40)
        for cut in stride(from: 1, to: bytes.count, by: step) {
            var telling = capture.telling
            telling.selection = [.connections, .messages, .frames, .findings]
            let story = Story(of: Array(bytes[..<cut]), telling)
            #expect(StoryCheck(story, keptPayload: 16 << 20).contradictions == [], "cut at \(cut)")
        }
    }

    @Test(arguments: CaptureFile.all)
    func `the same mutant is made again and tells the same`(_ capture: CaptureFile) {
        let sample = [MutationSample(capture)]
        for index in 0..<3 {
            let one = Mutant(index, seed: 5, of: sample)
            let other = Mutant(index, seed: 5, of: sample)
            #expect(one.file == other.file)
            #expect(Story(of: one.file, one.telling).jsonLines == Story(of: other.file, other.telling).jsonLines)
        }
    }
}
