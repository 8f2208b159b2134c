## The bench: what is plugged in, and giving it to a person.

bench-title = Bench
bench-count =
    { $count ->
        [0] Nothing is plugged in
        [one] One fob is plugged in
       *[other] { $count } fobs are plugged in
    }
bench-looking = Looking at what is plugged in…
bench-fobs = Fobs plugged in

empty-title = Plug in a fob
empty-now = Any USB port of this computer will do. The fob appears here by itself.
empty-hint-title = Nothing happens?
empty-hint-side = Turn it over: many fobs fit both ways, but work only one way up.
empty-hint-port = Try another port, without a hub or an extension lead.
empty-hint-reader = Lay a contactless fob flat on the reader, and leave it there.

fob-serial = Serial
fob-serial-none = No serial
fob-firmware = Firmware
fob-slot = Slot { $slot }
fob-slot-short = short touch
fob-slot-long = long touch
fob-slot-free = free
fob-slot-ours = in use, ours
fob-slot-foreign = in use, not ours
fob-slot-used = in use
fob-apps = What it can do
fob-reader = Reader
fob-person = Belongs to
fob-state = In the ledger
fob-state-new = not yet
fob-state-stock = in stock
fob-state-assigned = given out
fob-state-suspended = suspended
fob-state-lost = reported lost
fob-state-returned = returned
fob-state-retired = retired
fob-picture = Drawing of a { $model }
fob-unknown = Unknown fob

app-oath = OATH codes
app-otp = Touch slots
app-piv = PIV
app-openpgp = OpenPGP
app-fido2 = FIDO2
app-u2f = U2F
app-hsmauth = HSM Auth
