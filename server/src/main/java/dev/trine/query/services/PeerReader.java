package dev.trine.query.services;

import dev.trine.model.AnyValue;
import dev.trine.model.Attributes;
import dev.trine.model.SpanBatch;
import dev.trine.query.column.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads from a span's attributes with whom it talks: a database, a messaging system, or a server
/// that sends no spans of its own. One pass over the attributes; text is only made for peers not
/// seen before. Keys of the stable semantic conventions and those they replaced. Not safe for use by
/// several threads.
final class PeerReader {
    /// No peer.
    static final int NONE = -1;

    /// How many nodes are told apart; a map of more can't be read. All further ones are one.
    private static final int MAX_NODES = 1_000;

    private static final String OTHERS = "others";

    private static final int DATABASE = 0;
    private static final int DATABASE_NAME = 1;
    private static final int MESSAGING = 2;
    private static final int DESTINATION = 3;
    private static final int PEER_SERVICE = 4;
    private static final int SERVER = 5;
    private static final int ROLES = 6;

    private static final byte[][] KEYS = {
        utf8("db.system.name"), utf8("db.system"),
        utf8("db.namespace"), utf8("db.name"),
        utf8("messaging.system"), utf8("messaging.destination.name"),
        utf8("messaging.destination"), utf8("peer.service"),
        utf8("server.address"), utf8("net.peer.name")
    };
    private static final int[] ROLE_OF_KEY = {
        DATABASE, DATABASE, DATABASE_NAME, DATABASE_NAME, MESSAGING,
        DESTINATION, DESTINATION, PEER_SERVICE, SERVER, SERVER
    };

    private final Attributes attributes = new Attributes();
    private final int[] starts = new int[ROLES];
    private final int[] ends = new int[ROLES];
    private final int[] ranks = new int[ROLES];
    private final Map<Long, Integer> numbers = new HashMap<>();
    private final List<ServiceMap.Node> nodes = new ArrayList<>();

    /// The number of the span's peer, or [#NONE].
    int read(SpanBatch batch, int row) {
        attributes.reset(batch.attributes, row);
        for (int role = 0; role < ROLES; role++) {
            ranks[role] = Integer.MAX_VALUE;
        }
        boolean any = false;
        while (attributes.next()) {
            any |= take();
        }
        if (!any) {
            return NONE;
        }
        long hash = 0;
        for (int role = 0; role < ROLES; role++) {
            long part = has(role) ? Hashing.hash(attributes.data(), starts[role], ends[role]) : 0;
            hash = Hashing.mix(hash, part);
        }
        Integer known = numbers.get(hash);
        if (known == null) {
            known = add();
            numbers.put(hash, known);
        }
        return known;
    }

    private boolean take() {
        byte first =
                attributes.keyEnd() > attributes.keyStart()
                        ? attributes.data()[attributes.keyStart()]
                        : 0;
        if (first != 'd' && first != 'm' && first != 'p' && first != 's' && first != 'n') {
            return false;
        }
        for (int i = 0; i < KEYS.length; i++) {
            if (KEYS[i][0] == first && attributes.keyEquals(KEYS[i])) {
                int role = ROLE_OF_KEY[i];
                if (i < ranks[role]) {
                    ranks[role] = i;
                    starts[role] = attributes.valueStart();
                    ends[role] = attributes.valueEnd();
                }
                return true;
            }
        }
        return false;
    }

    private boolean has(int role) {
        return ranks[role] != Integer.MAX_VALUE;
    }

    private int add() {
        ServiceMap.Node node;
        if (has(DATABASE)) {
            int name =
                    has(DATABASE_NAME) ? DATABASE_NAME : has(PEER_SERVICE) ? PEER_SERVICE : SERVER;
            node = new ServiceMap.Node(Peer.DATABASE, label(DATABASE, name));
        } else if (has(MESSAGING)) {
            node =
                    new ServiceMap.Node(
                            Peer.MESSAGING,
                            label(MESSAGING, has(DESTINATION) ? DESTINATION : SERVER));
        } else if (has(PEER_SERVICE)) {
            node = new ServiceMap.Node(Peer.SERVICE, text(PEER_SERVICE));
        } else if (has(SERVER)) {
            node = new ServiceMap.Node(Peer.SERVICE, text(SERVER));
        } else {
            return NONE;
        }
        ServiceMap.Node listed =
                nodes.size() < MAX_NODES ? node : new ServiceMap.Node(node.type(), OTHERS);
        int known = nodes.indexOf(listed);
        if (known >= 0) {
            return known;
        }
        nodes.add(listed);
        return nodes.size() - 1;
    }

    private String label(int system, int name) {
        return has(name) ? text(system) + "/" + text(name) : text(system);
    }

    private String text(int role) {
        return new AnyValue(attributes.data(), starts[role], ends[role]).text();
    }

    ServiceMap.Node node(int number) {
        return nodes.get(number);
    }

    /// How many peers have been seen.
    int size() {
        return nodes.size();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
