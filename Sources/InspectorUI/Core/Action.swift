/// What a key can mean. The names stand in the config, where keys are bound anew.
package enum Action: String, Sendable, Hashable, CaseIterable {
    case moveUp = "up"
    case moveDown = "down"
    case moveLeft = "left"
    case moveRight = "right"
    case pageUp = "page-up"
    case pageDown = "page-down"
    case halfPageUp = "half-page-up"
    case halfPageDown = "half-page-down"
    case moveToStart = "start"
    case moveToEnd = "end"
    case enter
    case back
    case quit
    case nextPane = "next-pane"
    case previousPane = "previous-pane"
    case screenConnections = "connections"
    case screenMessages = "messages"
    case screenLadder = "ladder"
    case screenHeartbeat = "heartbeat"
    case screenHandshake = "handshake"
    case screenFindings = "findings"
    case screenStatistics = "statistics"
    case mark
    case markAll = "mark-all"
    case search
    case searchNext = "search-next"
    case searchPrevious = "search-previous"
    case filter
    case filterFromCell = "filter-from-cell"
    case export
    case timeFormat = "time-format"
    case sortPrevious = "sort-previous"
    case sortNext = "sort-next"
    case reverse
    case columns
    case pause
    case follow
    case hideControl = "hide-control"
    case copy
    case page
    case clear
    case fold
    case foldAll = "fold-all"
    case changeView = "change-view"
    case jumpToLadder = "to-ladder"
    case jumpToHeartbeat = "to-heartbeat"
    case help
    case redraw
}
