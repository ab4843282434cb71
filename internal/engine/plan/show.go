package plan

import (
	"strings"

	"corridor/internal/engine/syntax"
)

// showTables are the columns of what can be shown, in order. Those with a plus
// are given only where YIELD asks for them.
var showTables = map[string]string{
	"INDEXES":          "id name state populationPercent type entityType labelsOrTypes properties indexProvider owningConstraint lastRead readCount +trackedSince +options +failureMessage +createStatement",
	"CONSTRAINTS":      "id name type entityType labelsOrTypes properties ownedIndex propertyType +options +createStatement",
	"FUNCTIONS":        "name category description +signature +isBuiltIn +argumentDescription +returnDescription +aggregating +rolesExecution +rolesBoostedExecution +isDeprecated +deprecatedBy",
	"PROCEDURES":       "name description mode worksOnSystem +signature +argumentDescription +returnDescription +admin +rolesExecution +rolesBoostedExecution +isDeprecated +deprecatedBy +option",
	"DATABASES":        "name type aliases access +databaseID +serverID address role writer requestedStatus currentStatus statusMessage default home +currentPrimariesCount +currentSecondariesCount +requestedPrimariesCount +requestedSecondariesCount +creationTime +lastStartTime +lastStopTime +store +lastCommittedTxn +replicationLag constituents",
	"DEFAULT DATABASE": "name type aliases access +databaseID +serverID address role writer requestedStatus currentStatus statusMessage +currentPrimariesCount +currentSecondariesCount +requestedPrimariesCount +requestedSecondariesCount +creationTime +lastStartTime +lastStopTime +store +lastCommittedTxn +replicationLag constituents",
	"SETTINGS":         "name value isDynamic defaultValue description +startupValue +isExplicitlySet +validValues +isDeprecated",
	"TRANSACTIONS":     "database transactionId currentQueryId +outerTransactionId connectionId clientAddress username +metaData currentQuery +parameters +planner +runtime +indexes startTime +currentQueryStartTime +protocol +requestUri status +currentQueryStatus +statusDetails +resourceInformation +activeLockCount +currentQueryActiveLockCount elapsedTime +cpuTime +waitTime +idleTime +currentQueryElapsedTime +currentQueryCpuTime +currentQueryWaitTime +currentQueryIdleTime +currentQueryAllocatedBytes +allocatedDirectBytes +estimatedUsedHeapMemory +pageHits +pageFaults +currentQueryPageHits +currentQueryPageFaults +initializationStackTrace",
	"USERS":            "user roles passwordChangeRequired suspended home",
	"TERMINATE":        "transactionId username message",
}

// ShowTable names what a SHOW or TERMINATE command shows: its What, but
// DEFAULT DATABASE for the one database of SHOW DEFAULT or HOME DATABASE, USERS
// also for the current user, and TERMINATE.
func ShowTable(body syntax.Body) string {
	s, is := body.(*syntax.Show)
	switch {
	case !is:
		return "TERMINATE"
	case s.What == "CURRENT USER":
		return "USERS"
	case s.What == "DATABASES" && (s.Filter == "DEFAULT" || s.Filter == "HOME"):
		return "DEFAULT DATABASE"
	}
	return s.What
}

// ShowColumns are the columns of a SHOW or TERMINATE command: all that YIELD
// may name, in the order of YIELD *, or those that are given without a YIELD.
// There are none for what this engine cannot show; running it says so.
func ShowColumns(body syntax.Body, yield bool) []string {
	var columns []string
	for _, column := range strings.Fields(showTables[ShowTable(body)]) {
		name, onlyYielded := strings.CutPrefix(column, "+")
		if yield || !onlyYielded {
			columns = append(columns, name)
		}
	}
	return columns
}
