package value

// typeNames are the names that messages have for kinds.
var typeNames = [...]string{
	Null: "Null", Boolean: "Boolean", Integer: "Long", Float: "Double", String: "String", Bytes: "ByteArray",
	List: "List", Map: "Map", Node: "Node", Relationship: "Relationship", Path: "Path",
	Date: "Date", LocalTime: "LocalTime", Time: "Time", LocalDateTime: "LocalDateTime", DateTime: "DateTime",
	Duration: "Duration", Point: "Point",
}

// TypeName is the name of v's type in messages.
func TypeName(v Value) string { return typeNames[v.kind] }
