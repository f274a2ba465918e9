import Testing

@testable import Exporters

struct RedactionRulesTests {
    @Test(arguments: ["password", "accesstoken", "sid", "jwt", "apikey"])
    func `usual names hold where nothing is given`(_ name: String) throws {
        #expect(RedactionRules.usual.isSecret(member: Array(name.utf8)))
        #expect(try RedactionRules([]).isSecret(member: Array(name.utf8)))
        #expect(try !RedactionRules(["pin"]).isSecret(member: Array(name.utf8)))
        #expect(try RedactionRules(["pin"]).isSecret(parameter: Array(name.utf8)))
    }

    @Test(arguments: ["key", "code", "nonce"])
    func `names of harmless things mean a secret in addresses alone`(_ name: String) throws {
        let bytes = Array(name.utf8)
        #expect(RedactionRules.usual.isSecret(parameter: bytes))
        #expect(!RedactionRules.usual.isSecret(field: bytes))
        #expect(!RedactionRules.usual.isSecret(member: bytes))
        #expect(try RedactionRules([name]).isSecret(member: bytes))
    }

    @Test(arguments: ["access_token", "Access-Token", "accessToken", "ACCESS_TOKEN"])
    func `capitals and dashes make no difference`(_ name: String) {
        #expect(RedactionRules.usual.isSecret(parameter: Array(name.utf8)))
        #expect(!RedactionRules.usual.isSecret(parameter: Array((name + "s").utf8)))
    }

    @Test(arguments: [
        ("user.token", "user token", true), ("user.token", "data user token", true), ("user.token", "token", false),
        ("user.token", "user x token", false), ("user.token", "user 0 token", true),
        ("$.user.token", "user token", true),
        ("items[0].id", "items 0 id", true), ("items[0].id", "items 1 id", false), ("items[*].id", "items 7 id", true),
        ("items[0]", "items 0", true), ("items[0]", "items", false), ("user.*", "user anything", true),
        ("user.*", "user", false), ("[1].User_Name", "1 username", true),
    ])
    func `a path holds wherever its first part stands`(_ path: String, _ place: String, _ holds: Bool) throws {
        let rules = try RedactionRules([path])
        let steps = place.split(separator: " ").map { word in
            Int(word).map { RedactionRules.Step.element($0) } ?? .member(String(word))
        }
        #expect(rules.isSecret(at: steps) == holds)
    }

    @Test(arguments: ["", ".", "a..b", "a.", "a[", "a[x]", "a[-1]", "*", "*.[*]", "a]b[", "a[0]b"])
    func `a word that says nothing is refused with advice`(_ word: String) {
        do {
            _ = try RedactionRules([word])
            #expect(word == "a]b[", "accepted")
        } catch {
            #expect(error.description.hasPrefix("'\(word)': "))
            #expect(error.description.contains("give a name such as password"))
        }
    }

    @Test func `where its surroundings are unknown, the last name of a path is enough`() throws {
        let rules = try RedactionRules(["user.pin", "a.codes[0]", "x.*"])
        #expect(rules.isSecret(fragment: Array("pin".utf8)))
        #expect(rules.isSecret(fragment: Array("codes".utf8)))
        #expect(rules.isSecret(fragment: Array("x".utf8)))
        #expect(!rules.isSecret(fragment: Array("user".utf8)))
    }
}
