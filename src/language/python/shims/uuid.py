def __shim_uuid():
    import hashlib, random
    entropy = random.Random()
    number = int

    class UUID:
        def __init__(self, hex=None, bytes=None, int=None, version=None):
            if hex is not None:
                digits = hex.replace('urn:', '').replace('uuid:', '').strip('{}').replace('-', '').lower()
                if len(digits) != 32:
                    raise ValueError('badly formed hexadecimal UUID string')
            elif bytes is not None:
                if len(bytes) != 16:
                    raise ValueError('bytes is not a 16-char string')
                digits = bytes.hex()
            elif int is not None:
                digits = '%032x' % int
            else:
                raise TypeError('one of the hex, bytes or int arguments must be given')
            if version is not None:
                digits = digits[:12] + str(version) + digits[13:16] + '89ab'[number(digits[16], 16) & 3] + digits[17:]
            self.hex = digits
            self.int = number(digits, 16)
            self.urn = 'urn:uuid:' + str(self)
            self.version = number(digits[12], 16) if digits[16] in '89ab' else None

        def __str__(self):
            h = self.hex
            return h[:8] + '-' + h[8:12] + '-' + h[12:16] + '-' + h[16:20] + '-' + h[20:]

        def __repr__(self):
            return "UUID('" + str(self) + "')"

        def __eq__(self, other):
            return isinstance(other, UUID) and self.hex == other.hex

        def __lt__(self, other):
            return self.hex < other.hex

        def __hash__(self):
            return hash(self.hex)

    def uuid4():
        return UUID(int=entropy.getrandbits(128), version=4)

    def uuid5(namespace, name):
        digest = hashlib.sha1(bytes.fromhex(namespace.hex) + name.encode()).hexdigest()
        return UUID(hex=digest[:32], version=5)

    class module:
        def __init__(self):
            self.UUID = UUID
            self.uuid1 = uuid4
            self.uuid4 = uuid4
            self.uuid5 = uuid5
            self.NAMESPACE_DNS = UUID('6ba7b8109dad11d180b400c04fd430c8')
            self.NAMESPACE_URL = UUID('6ba7b8119dad11d180b400c04fd430c8')

        def __repr__(self):
            return "<module 'uuid'>"

    return module()
