"""What users of the Python driver do with a server of Neo4j.

The server is at SERVER (host:port); with PASSWORD the user neo4j must log in.
It holds an empty database. What is expected here a Neo4j 5.26 does too.
"""

import os
import threading
import unittest
from datetime import datetime, timezone

import neo4j
import pytz
from neo4j import exceptions, time
from neo4j.spatial import CartesianPoint, WGS84Point

ADDRESS = os.environ["SERVER"]
PASSWORD = os.environ.get("PASSWORD", "")
AUTH = ("neo4j", PASSWORD) if PASSWORD else None


def connect(scheme="bolt", auth=AUTH, **options):
    return neo4j.GraphDatabase.driver(f"{scheme}://{ADDRESS}", auth=auth, **options)


class DriverTest(unittest.TestCase):
    def setUp(self):
        self.driver = connect()
        self.addCleanup(self.driver.close)
        self.driver.execute_query("MATCH (n) DETACH DELETE n")

    def value(self, query, **parameters):
        records, _, _ = self.driver.execute_query(query, parameters)
        return records[0][0]

    def fails(self, code, work, *arguments, **named):
        with self.assertRaises(exceptions.Neo4jError) as caught:
            work(*arguments, **named)
        self.assertEqual(code, caught.exception.code)
        return caught.exception


class Connecting(DriverTest):
    def test_both_schemes(self):
        for scheme in "bolt", "neo4j":
            with connect(scheme) as driver:
                driver.verify_connectivity()
                self.assertTrue(driver.get_server_info().agent.startswith("Neo4j/"))
                records, _, _ = driver.execute_query("RETURN 1 AS x", routing_=neo4j.RoutingControl.READ)
                self.assertEqual(1, records[0]["x"])

    def test_who_may_come_in(self):
        if not PASSWORD:  # the server lets everybody in, whoever they say they are
            for auth in None, ("nobody", "any"):
                with connect(auth=auth) as driver:
                    driver.verify_connectivity()
            return
        with connect() as driver:
            self.assertTrue(driver.verify_authentication())
            self.assertFalse(driver.verify_authentication(auth=("neo4j", "wrong")))
        for auth in None, ("nobody", PASSWORD):
            with connect(auth=auth) as driver:
                self.fails("Neo.ClientError.Security.Unauthorized", driver.verify_connectivity)

    def test_databases(self):
        _, summary, _ = self.driver.execute_query("RETURN 1", database_="neo4j")
        self.assertEqual("neo4j", summary.database)
        records, _, _ = self.driver.execute_query("SHOW DATABASES YIELD name", database_="system")
        self.assertIn("neo4j", [record["name"] for record in records])
        self.fails("Neo.ClientError.Database.DatabaseNotFound", self.driver.execute_query, "RETURN 1", database_="nosuch")

    def test_many_at_once(self):
        def work(number):
            with self.driver.session() as session:
                session.execute_write(lambda tx: tx.run("CREATE (:N {number: $number})", number=number).consume())

        threads = [threading.Thread(target=work, args=(number,)) for number in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(list(range(20)), self.value("MATCH (n:N) WITH n.number AS x ORDER BY x RETURN collect(x)"))


class Transactions(DriverTest):
    def count(self):
        return self.value("MATCH (n:N) RETURN count(n)")

    def test_explicit(self):
        with self.driver.session() as session:
            with session.begin_transaction() as tx:
                tx.run("CREATE (:N)")
                self.assertEqual(1, tx.run("MATCH (n:N) RETURN count(n)").single().value())
                self.assertEqual(0, self.count())
                tx.commit()
            self.assertEqual(1, self.count())
            with session.begin_transaction() as tx:
                tx.run("CREATE (:N)")
                tx.rollback()
            self.assertEqual(1, self.count())
            tx = session.begin_transaction()
            tx.run("CREATE (:N)")
            tx.close()
        self.assertEqual(1, self.count())

    def test_results_side_by_side(self):
        with self.driver.session(fetch_size=2) as session, session.begin_transaction() as tx:
            one, other = (tx.run("UNWIND range(1, 7) AS x RETURN x * $by", by=by) for by in (1, 10))
            pairs = [(a.value(), b.value()) for a, b in zip(one, other)]
        self.assertEqual([(x, 10 * x) for x in range(1, 8)], pairs)

    def test_managed_tries_again(self):
        tries = []

        def work(tx):
            tries.append(tx.run("CREATE (n:N) RETURN n").single())
            if len(tries) < 3:
                raise exceptions.SessionExpired("once more")  # one of those that the driver tries again after

        with connect(initial_retry_delay=0.01) as driver, driver.session() as session:
            session.execute_write(work)
        self.assertEqual((3, 1), (len(tries), self.count()))

    def test_regret(self):
        def work(tx):
            tx.run("CREATE (:N)").consume()
            raise KeyError("regret")

        with self.driver.session() as session:
            self.assertRaises(KeyError, session.execute_write, work)
        self.assertEqual(0, self.count())

    def test_reading_writes_nothing(self):
        with self.driver.session(default_access_mode=neo4j.READ_ACCESS) as session:
            self.fails("Neo.ClientError.Statement.AccessMode", session.execute_read, lambda tx: tx.run("CREATE (:N)").consume())

    def test_bookmarks(self):
        with self.driver.session() as session:
            session.run("CREATE (:N)").consume()
            bookmarks = session.last_bookmarks()
        self.assertTrue(bookmarks.raw_values)
        with self.driver.session(bookmarks=bookmarks) as session:
            self.assertEqual(1, session.run("MATCH (n:N) RETURN count(n)").single().value())
            session.execute_write(lambda tx: tx.run("CREATE (:N)").consume())
            self.assertNotEqual(bookmarks.raw_values, session.last_bookmarks().raw_values)

    def test_timeout(self):
        slow = neo4j.Query("UNWIND range(1, 1000000000) AS x RETURN sum(x % 7)", timeout=0.1)
        with self.driver.session() as session:
            self.fails("Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration", lambda: session.run(slow).consume())
            self.assertEqual(1, session.run("RETURN 1").single().value())

    def test_metadata_of_a_transaction(self):
        with self.driver.session() as session, session.begin_transaction(metadata={"app": "a test", "when": time.Date(2024, 1, 2)}) as tx:
            self.assertEqual(1, tx.run("RETURN 1").single().value())


class Values(DriverTest):
    def test_there_and_back(self):
        plus2 = pytz.FixedOffset(120)
        for name, value in {
            "null": None, "true": True, "least": -(2**63), "greatest": 2**63 - 1, "float": 1.5, "infinity": float("-inf"),
            "text": "åäö 中\U0001f600", "bytes": b"\x00\x01\xff", "long": "x" * 70000, "numbers": list(range(70000)),
            "nested": {"list": [1, "a", [None, {"deep": [[]]}]], "map": {}},
            "date": time.Date(1815, 12, 10), "local time": time.Time(1, 2, 3, 4), "time": time.Time(1, 2, 3, 4, tzinfo=plus2),
            "local moment": time.DateTime(2024, 5, 6, 7, 8, 9, 10), "moment": time.DateTime(2024, 5, 6, 7, 8, 9, 10, tzinfo=plus2),
            "duration": time.Duration(months=14, days=-2, seconds=3, nanoseconds=4),
            "point": CartesianPoint((1, 2.5)), "space": CartesianPoint((1, 2, 3)), "earth": WGS84Point((12.5, 55.7)), "height": WGS84Point((12.5, 55.7, 8)),
        }.items():
            with self.subTest(name):
                back = self.value("RETURN $value", value=value)
                self.assertEqual((type(value), value), (bytes if isinstance(back, bytearray) else type(back), back))
        self.assertNotEqual(*[self.value("RETURN $nan", nan=float("nan"))] * 2)

    def test_zones(self):
        moment = self.value("RETURN datetime('2024-07-01T12:00[Europe/Stockholm]')")
        self.assertEqual("Europe/Stockholm", moment.tzinfo.zone)
        self.assertEqual(datetime(2024, 7, 1, 10, tzinfo=timezone.utc), moment.to_native())
        self.assertEqual("2024-07-01T12:00:00+02:00[Europe/Stockholm]", self.value("RETURN toString($moment)", moment=moment))

    def test_a_number_too_great(self):
        self.assertRaises(OverflowError, self.value, "RETURN $n", n=2**63)

    def test_entities(self):
        records, summary, keys = self.driver.execute_query(
            "CREATE p = (a:Person:Old {name: 'Ada', born: date('1815-12-10')})-[r:KNOWS {since: [1833]}]->(b:Person)<-[:KNOWS]-(c)"
            " RETURN a, r, p, elementId(a) AS id, id(a) AS number")
        self.assertEqual(["a", "r", "p", "id", "number"], keys)
        a, r, p = records[0]["a"], records[0]["r"], records[0]["p"]
        self.assertEqual({"Person", "Old"}, a.labels)
        self.assertEqual({"name": "Ada", "born": time.Date(1815, 12, 10)}, dict(a))
        self.assertEqual((a.element_id, a.id), (records[0]["id"], records[0]["number"]))
        self.assertEqual(("KNOWS", a, [1833]), (r.type, r.start_node, r["since"]))
        self.assertEqual((3, a, r), (len(p.nodes), p.start_node, p.relationships[0]))
        self.assertEqual(p.nodes[1], p.relationships[1].end_node)
        counters = summary.counters
        self.assertEqual((3, 2, 3, 3, True), (
            counters.nodes_created, counters.relationships_created, counters.properties_set, counters.labels_added, counters.contains_updates))
        self.assertEqual("rw", summary.query_type)

    def test_an_entity_is_no_parameter(self):
        node = self.value("CREATE (n) RETURN n")
        self.assertRaises((TypeError, ValueError, exceptions.ClientError), self.value, "RETURN $n", n=node)


class Answers(DriverTest):
    def test_streaming(self):
        with self.driver.session(fetch_size=10) as session:
            self.assertEqual(12345 * 12346 // 2, sum(record["x"] for record in session.run("UNWIND range(1, 12345) AS x RETURN x")))
            result = session.run("UNWIND range(1, 10000000) AS x RETURN x")
            self.assertEqual([1, 2], [record["x"] for record in result.fetch(2)])
            self.assertEqual("r", result.consume().query_type)
            session.run("UNWIND range(1, 1000) AS x CREATE (:N)").consume()
            self.assertEqual(1000, session.run("MATCH (n:N) RETURN count(n)").single().value())

    def test_left_behind(self):
        with self.driver.session(fetch_size=1) as session:
            next(iter(session.run("UNWIND range(1, 10000000) AS x RETURN x")))
        self.assertEqual(1, self.value("RETURN 1"))

    def test_no_rows(self):
        records, summary, keys = self.driver.execute_query("MATCH (n:None) RETURN n AS nothing")
        self.assertEqual(([], ["nothing"], "r", False), (records, keys, summary.query_type, summary.counters.contains_updates))

    def test_plans(self):
        _, summary, _ = self.driver.execute_query("EXPLAIN MATCH (n) RETURN n")
        self.assertIn("ProduceResults", summary.plan["operatorType"])
        self.assertTrue(summary.plan["children"])
        records, summary, _ = self.driver.execute_query("PROFILE UNWIND [1, 2] AS x RETURN x")
        self.assertEqual((2, 2), (len(records), summary.profile["rows"]))

    def test_notifications(self):
        _, summary, _ = self.driver.execute_query("MATCH (n:Nowhere) RETURN n")
        self.assertIn("Neo.ClientNotification.Statement.UnknownLabelWarning", [n["code"] for n in summary.notifications])
        with connect(notifications_min_severity=neo4j.NotificationMinimumSeverity.OFF) as driver:
            _, summary, _ = driver.execute_query("MATCH (n:Nowhere) RETURN n")
            self.assertFalse(summary.notifications)

    def test_schema(self):
        self.driver.execute_query("DROP CONSTRAINT one IF EXISTS")
        _, summary, _ = self.driver.execute_query("CREATE CONSTRAINT one FOR (n:N) REQUIRE n.x IS UNIQUE")
        self.assertEqual((1, "s"), (summary.counters.constraints_added, summary.query_type))
        records, _, _ = self.driver.execute_query("SHOW CONSTRAINTS")
        own = [r for r in records if r["labelsOrTypes"] == ["N"]]  # others may stand in a database that others use
        self.assertEqual([("one", ["x"])], [(r["name"], r["properties"]) for r in own])
        self.driver.execute_query("CREATE (:N {x: 1})")
        self.fails("Neo.ClientError.Schema.ConstraintValidationFailed", self.driver.execute_query, "CREATE (:N {x: 1})")
        self.driver.execute_query("DROP CONSTRAINT one")

    def test_errors(self):
        for query, code in {
            "RETURN foo": "Statement.SyntaxError", "UNWIND [1, 0] AS x RETURN 1/x": "Statement.ArithmeticError",
            "RETURN $nothing": "Statement.ParameterMissing", "CALL nothing.such()": "Procedure.ProcedureNotFound",
            "CREATE (a)-[:T]->() DELETE a": "Schema.ConstraintValidationFailed", "UNWIND [1, 'a'] AS x RETURN x.y": "Statement.TypeError",
        }.items():
            with self.subTest(query):
                self.fails("Neo.ClientError." + code, self.driver.execute_query, query)
        told = self.fails("Neo.ClientError.Statement.SyntaxError", self.driver.execute_query, "WITH 1 AS x\n  RETURN foo")
        self.assertIn('(line 2, column 10 (offset: 21))\n"  RETURN foo"\n          ^', told.message)

    def test_an_error_ends_its_transaction_only(self):
        with self.driver.session() as session:
            tx = session.begin_transaction()
            self.fails("Neo.ClientError.Statement.SyntaxError", lambda: tx.run("RETURN foo").consume())
            self.assertRaises(exceptions.TransactionError, tx.run, "RETURN 1")
            tx.close()
            self.assertEqual(1, session.run("RETURN 1").single().value())


if __name__ == "__main__":
    unittest.main(verbosity=2)
