package value

// kindNames are the names that messages have for kinds.
var kindNames = [...]string{
	Null: "Null", Boolean: "Boolean", Integer: "Long", Float: "Double", String: "String", Bytes: "ByteArray",
	List: "List", Map: "Map", Node: "Node", Relationship: "Relationship", Path: "Path",
	Date: "Date", LocalTime: "LocalTime", Time: "Time", LocalDateTime: "LocalDateTime", DateTime: "DateTime",
	Duration: "Duration", Point: "Point",
}

// KindName is the name that messages have for the type of v.
func KindName(v Value) string { return kindNames[v.kind] }

// TypeName is the name of v's type as valueType() has it.
func TypeName(v Value) string { return kindNames[v.kind] }
