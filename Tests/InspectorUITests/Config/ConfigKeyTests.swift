import Testing

@testable import InspectorUI

struct ConfigKeyTests {
    @Test(arguments: ConfigKey.all.indices)
    func `every key takes what it says`(_ index: Int) {
        let key = ConfigKey.all[index]
        var settings = InspectorSettings()
        #expect(key.take(key.value(settings), &settings) == [])
        #expect(settings == InspectorSettings())
        #expect(ConfigKey.tables.contains(key.path[0]))
    }

    @Test(arguments: ConfigKey.all.indices)
    func `every key refuses what is no value of it`(_ index: Int) {
        var settings = InspectorSettings()
        #expect(ConfigKey.all[index].take(.integer(5), &settings).count == 1)
        #expect(settings == InspectorSettings())
    }
}
