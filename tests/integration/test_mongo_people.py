"""Customers and staff on a real central database, beside an online store that writes in its own way."""

import threading
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from bson import ObjectId

from pos_terminal.adapters.mongo.people import MongoPeople, ours
from pos_terminal.domain.customers import Customer
from pos_terminal.domain.decision import Refused
from pos_terminal.errors import CentreUnavailable
from tests.centre_servers import CentreServer, centre_server, own_centre_server
from tests.fakes.staff import person

__all__ = ["centre_server", "own_centre_server"]

AT, LATER = "2026-11-23T12:00:00.000Z", "2026-11-23T13:00:00.000Z"
Connect = Callable[..., MongoPeople]


@pytest.fixture
def connect() -> Iterator[Connect]:
    made: list[MongoPeople] = []

    def make(url: str, answer_ms: int = 5000) -> MongoPeople:
        made.append(MongoPeople(url, answer_ms=answer_ms))
        return made[-1]

    yield make
    for people in made:
        people.close()


@pytest.fixture
def people(centre_server: CentreServer, connect: Connect) -> MongoPeople:
    return connect(centre_server.url())


def raw(people: MongoPeople) -> Any:
    return people._database


def ids(people: MongoPeople, text: str) -> list[str]:
    return [customer.customer_id for customer in people.find_customers(text)]


def save(people: MongoPeople, *customers: Customer) -> None:
    for customer in customers:
        assert people.save_customer(customer, AT) == customer


def test_a_customer_is_found_by_name_phone_and_card(people: MongoPeople) -> None:
    # given
    save(
        people,
        Customer("c1", "Jürgen Müller", "+49 (0)170 123-4567", "jm@example.de", "K-100"),
        Customer("c2", "王小明", "0170 7654321"),
        Customer("c3", "مُحَمَّد الأحمد"),
    )
    raw(people).credit_accounts.insert_one({"_id": "c1", "kind": "credit", "left": 1250, "v": 1, "ops": []})

    # when, then
    for text in ("müll", "MULLER jurgen", "mueller", "K-100", "0170/1234567", "+49 170 1234567", "4567"):
        assert ids(people, text) == ["c1"], text
    assert ids(people, "小明") == ["c2"]
    assert ids(people, "محمد") == ["c3"]
    assert ids(people, "nobody") == ids(people, "  ") == ids(people, "(.*)[") == []
    found = Customer("c1", "Jürgen Müller", "+49 (0)170 123-4567", "jm@example.de", "K-100", 1250)
    assert people.find_customers("K-100") == (found,)
    assert people.customer("c1") == found
    assert people.customer("c2") == Customer("c2", "王小明", "0170 7654321")
    assert people.customer("c9") is None


def test_what_is_left_on_an_account(people: MongoPeople) -> None:
    raw(people).credit_accounts.insert_many([{"_id": "a1", "left": 700}, {"_id": "a2"}])

    assert [people.credit_left(account) for account in ("a1", "a2", "a3")] == [700, 0, None]


def test_documents_of_the_online_store_are_found_though_they_lack_our_fields(people: MongoPeople) -> None:
    # given what another program writes
    object_id = ObjectId()
    raw(people).customers.insert_many(
        [
            {"_id": "o1", "name": "Zoë Ångström", "phone": "0049-151 22 33 44", "cart": ["x"]},
            {"_id": "o2", "name": "Smith-Zoellner, John", "phone": 15199988},
            {"_id": object_id, "name": "王小红", "email": None, "phone": None},
            {"_id": "o6", "name": "Ελένη Όμορφη"},
            {"_id": "o7", "name": "أَحْمَد الفُولِي"},
            {"_id": "o8", "name": "Straßmüller"},
            {"_id": "o3", "email": "only@mail.example"},
            {"_id": "o4", "name": 17, "card_code": "K-7"},
            {"_id": "o5", "name": None, "search": "not ours", "phone": ["1"]},
        ]
    )

    # when, then
    assert ids(people, "zoe") == ["o1", "o2"]
    assert ids(people, "zoë ång") == ["o1"]
    assert ids(people, "angstrom zoe") == ["o1"]
    assert ids(people, "zoellner") == ids(people, "john smi") == ["o2"]
    assert ids(people, "0151 223344") == ["o1"]
    assert ids(people, "小红") == [str(object_id)]
    assert ids(people, "ομορφη ελενη") == ["o6"]
    assert ids(people, "احمد الفولي") == ["o7"]
    assert ids(people, "strassmueller") == ids(people, "straßmuller") == ["o8"]
    assert ids(people, "K-7") == ["o4"]
    assert people.customer(str(object_id)) == Customer(str(object_id), "王小红")
    assert people.customer("o3") == Customer("o3", "only@mail.example", "", "only@mail.example")


def test_a_name_changed_by_the_online_store_is_found_by_the_new_one_only(people: MongoPeople) -> None:
    # given
    save(people, Customer("c1", "Anna Klein", "0170 111222"))
    raw(people).customers.update_one({"_id": "c1"}, {"$set": {"name": "Anna Groß", "phone": "0170 333444"}})

    # when, then
    assert ids(people, "klein") == ids(people, "111222") == []
    assert ids(people, "gross") == ids(people, "groß anna") == ids(people, "333444") == ["c1"]


def test_a_change_sets_our_fields_only(people: MongoPeople) -> None:
    # given a customer of the online store
    raw(people).customers.insert_one({"_id": "o1", "name": "Ann", "cart": ["x"], "created_at": 5})

    # when
    people.save_customer(Customer("o1", "Ann Lee", "0170 1"), LATER)

    # then
    row = raw(people).customers.find_one({"_id": "o1"})
    assert (row["name"], row["cart"], row["created_at"]) == ("Ann Lee", ["x"], 5)
    assert row["updated_at"] == datetime(2026, 11, 23, 13, tzinfo=UTC)
    assert ids(people, "lee") == ["o1"]


def test_a_card_belongs_to_one(people: MongoPeople) -> None:
    # given
    ann, bob = Customer("c1", "Ann", card_code="K-1"), Customer("c2", "Bob", card_code="K-1")
    save(people, ann)

    # when, then: also when it is said twice
    assert people.save_customer(bob, AT) == Refused("customer_card_taken", {"code": "K-1"})
    assert people.customer("c2") is None
    assert people.save_customer(ann, LATER) == ann
    raw(people).customers.insert_one({"_id": "o1", "card_code": "K-2"})
    assert isinstance(people.save_customer(Customer("c2", "Bob", card_code="K-2"), AT), Refused)
    save(people, Customer("c3", "Cy"), Customer("c4", "Di"))


def test_of_many_tills_with_one_card_one_gets_it(centre_server: CentreServer, connect: Connect) -> None:
    # given
    url, together = centre_server.url(), threading.Barrier(6)
    answers: list[object] = []

    def write(number: int) -> None:
        people = connect(url)
        together.wait()
        try:
            answers.append(people.save_customer(Customer(f"c{number}", "Ann", card_code="K-1"), AT))
        except CentreUnavailable as error:
            answers.append(error)

    # when
    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    # then
    assert len(answers) == 6
    assert sum(isinstance(answer, Customer) for answer in answers) == 1, answers
    assert raw(connect(url)).customers.count_documents({"card_code": "K-1"}) == 1


def test_two_thousand_customers_twenty_rows_best_first(people: MongoPeople) -> None:
    # given a half of them from the online store
    names = ("Anna", "Annabel", "Hans", "Marie", "Jörg", "Zoë", "Ümit", "Ann")
    rows: list[dict[str, Any]] = [
        {"_id": f"o{n:04d}", "name": f"{names[n % 8]} Kunde{n}", "phone": f"0160 {n:07d}"}
        for n in range(1000)
    ]
    raw(people).customers.insert_many(rows)
    raw(people).customers.insert_many(
        {"_id": f"c{n:04d}", **ours(Customer("", f"{names[n % 8]} Buyer{n}", f"0170 {n:07d}"))}
        for n in range(1000)
    )

    # when, then
    found = people.find_customers("ann")
    assert len(found) == 20
    assert all(customer.name.startswith("Ann ") for customer in found)
    assert ids(people, "buyer777") == ["c0777"]
    assert ids(people, "umit buyer14") == ["c0014", "c0142"]
    assert ids(people, "kunde777 hans") == []
    assert ids(people, "kunde777 annabel") == ["o0777"]
    assert ids(people, "0160 0000777") == ["o0777"]
    assert ids(people, "0170 0000778") == ["c0778"]


def test_staff_comes_back_as_it_was_written(people: MongoPeople) -> None:
    # given
    ada, sam = person("ada", "manager", name="Ada Ö."), person("sam", active=False)
    people.save_staff(sam, AT)
    people.save_staff(ada, AT)
    raw(people).staff.insert_many([{"_id": "x1", "role": "owner"}, {"_id": "x2", "role": "cashier"}])

    # when
    members = {member.staff_id: member for member in people.staff()}

    # then
    assert set(members) == {"ada", "sam", "x2"}
    assert (members["ada"], members["sam"]) == (ada, sam)
    assert (members["x2"].name, members["x2"].pin_hash, members["x2"].active) == ("x2", "", True)


def test_an_older_change_of_staff_does_not_undo_a_newer_one(people: MongoPeople) -> None:
    # given a till that was away while another changed a person
    people.save_staff(person("ada", name="New"), LATER)

    # when
    people.save_staff(person("ada", name="Old"), AT)

    # then
    assert [member.name for member in people.staff()] == ["New"]
    people.save_staff(person("ada", name="Again"), LATER)
    assert [member.name for member in people.staff()] == ["Again"]


def test_a_server_that_dies_and_one_that_is_stopped_dead_are_said_and_come_back(
    own_centre_server: CentreServer, connect: Connect
) -> None:
    # given
    people = connect(own_centre_server.url(f"t{uuid.uuid4().hex}"), answer_ms=1000)
    save(people, Customer("c1", "Ann"))

    # when it stops in the middle, then dies, then comes back
    own_centre_server.pause()
    with pytest.raises(CentreUnavailable, match="does not answer"):
        people.find_customers("ann")
    with pytest.raises(CentreUnavailable, match="does not answer"):
        people.save_customer(Customer("c2", "Bob", card_code="K"), AT)
    own_centre_server.resume()
    assert ids(people, "ann") == ["c1"]
    own_centre_server.kill()
    with pytest.raises(CentreUnavailable, match="does not answer"):
        people.find_customers("ann")
    own_centre_server.start()

    # then
    assert ids(people, "ann") == ["c1"]
    save(people, Customer("c2", "Bob", card_code="K"))
