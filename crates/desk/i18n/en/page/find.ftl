## One search for everything.

find-title = Find anything
find-placeholder = A person, a fob, a serial, or what you want to do
find-nothing = Nothing is found.
find-go = Go to: { $place }
find-sync = Put a fob in step
find-whose = Whose fob is this?
find-code = Check a recovery code
find-lost = A fob is lost
find-add = Add a person
find-import = Import a list of people
find-lock = Lock the desk
find-practise = Practise with software fobs
find-practise-end = End practice
find-fob = Fob { $serial }
