package dev.nephelite.program.crash;

import dev.nephelite.emulator.xml.XmlElement;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The messages of one queue that a client may delete or change, each by the text it has. */
final class Inbox {
    private final Map<String, Handle> handles = new TreeMap<>();

    List<String> texts() {
        return List.copyOf(handles.keySet());
    }

    void put(String text, Handle handle) {
        handles.put(text, handle);
    }

    /** Takes the right to one message out: whoever uses it gets a new one, or loses it together with the program. */
    Handle take(String text) {
        return Objects.requireNonNull(handles.remove(text), text);
    }

    /** Takes all out, because any of them may be void soon. */
    Map<String, Handle> takeAll() {
        Map<String, Handle> all = new HashMap<>(handles);
        handles.clear();
        return all;
    }

    void clear() {
        handles.clear();
    }

    void putAll(Map<String, Handle> others) {
        handles.putAll(others);
    }

    /** The id and the pop receipt, which are needed to delete or change a message. */
    record Handle(String id, String receipt) {
        static Handle in(XmlElement message) {
            return new Handle(
                    message.textOf("MessageId").orElseThrow(),
                    message.textOf("PopReceipt").orElseThrow());
        }

        String target(String queue) {
            return "/" + queue + "/messages/" + id + "?popreceipt="
                    + URLEncoder.encode(receipt, StandardCharsets.UTF_8);
        }
    }
}
