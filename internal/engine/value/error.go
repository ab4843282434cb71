package value

import "fmt"

// Code is a status code as Neo4j has them, Neo.CLASS.CATEGORY.TITLE; drivers
// decide by it whether to try again.
type Code string

// The codes that the engine raises.
const (
	SyntaxError              Code = "Neo.ClientError.Statement.SyntaxError"
	SemanticError            Code = "Neo.ClientError.Statement.SemanticError"
	TypeError                Code = "Neo.ClientError.Statement.TypeError"
	ArgumentError            Code = "Neo.ClientError.Statement.ArgumentError"
	ArithmeticError          Code = "Neo.ClientError.Statement.ArithmeticError"
	EntityNotFound           Code = "Neo.ClientError.Statement.EntityNotFound"
	TokenName                Code = "Neo.ClientError.Schema.TokenNameError"
	PropertyNotFound         Code = "Neo.ClientError.Statement.PropertyNotFound"
	ParameterMissing         Code = "Neo.ClientError.Statement.ParameterMissing"
	AccessMode               Code = "Neo.ClientError.Statement.AccessMode"
	UnsupportedCommand       Code = "Neo.ClientError.Statement.UnsupportedAdministrationCommand"
	ExternalResourceFailed   Code = "Neo.ClientError.Statement.ExternalResourceFailed"
	ConstraintViolation      Code = "Neo.ClientError.Schema.ConstraintValidationFailed"
	ConstraintCreationFailed Code = "Neo.DatabaseError.Schema.ConstraintCreationFailed"
	EquivalentSchemaRule     Code = "Neo.ClientError.Schema.EquivalentSchemaRuleAlreadyExists"
	IndexAlreadyExists       Code = "Neo.ClientError.Schema.IndexAlreadyExists"
	ConstraintAlreadyExists  Code = "Neo.ClientError.Schema.ConstraintAlreadyExists"
	IndexDropFailed          Code = "Neo.DatabaseError.Schema.IndexDropFailed"
	ConstraintDropFailed     Code = "Neo.DatabaseError.Schema.ConstraintDropFailed"
	IndexNotFound            Code = "Neo.ClientError.Schema.IndexNotFound"
	ProcedureNotFound        Code = "Neo.ClientError.Procedure.ProcedureNotFound"
	ProcedureFailed          Code = "Neo.ClientError.Procedure.ProcedureCallFailed"
	DatabaseNotFound         Code = "Neo.ClientError.Database.DatabaseNotFound"
	RequestInvalid           Code = "Neo.ClientError.Request.Invalid"
	Forbidden                Code = "Neo.ClientError.Security.Forbidden"
	Unauthorized             Code = "Neo.ClientError.Security.Unauthorized"
	TimedOut                 Code = "Neo.ClientError.Transaction.TransactionTimedOut"
	TimedOutClient           Code = "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration"
	Terminated               Code = "Neo.ClientError.Transaction.Terminated"
	TransactionNotFound      Code = "Neo.ClientError.Transaction.TransactionNotFound"
	TooManyTransactions      Code = "Neo.TransientError.Transaction.MaximumTransactionLimitReached"
	OutOfMemory              Code = "Neo.ClientError.General.TransactionOutOfMemoryError"
	LockTimeout              Code = "Neo.TransientError.Transaction.LockAcquisitionTimeout"
	StatementFailed          Code = "Neo.DatabaseError.Statement.ExecutionFailed"
	Internal                 Code = "Neo.DatabaseError.General.UnknownError"
)

// Error is a failure that the sender of a query is told of. Message may carry
// the position as clients print it; see syntax.Error for those with one.
type Error struct {
	Code    Code
	Message string
}

// Error is the message alone; who sends it adds the code.
func (e *Error) Error() string { return e.Message }

// failure is an Error with a message made by fmt.Sprintf.
func failure(code Code, format string, parts ...any) error {
	return &Error{Code: code, Message: fmt.Sprintf(format, parts...)}
}
