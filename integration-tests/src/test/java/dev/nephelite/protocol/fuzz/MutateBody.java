package dev.nephelite.protocol.fuzz;

import dev.nephelite.protocol.fuzz.Body.Framing;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A body that is cut, damaged, grown or exchanged, or whose end is told wrongly. */
final class MutateBody implements Mutation {
    private static final List<Framing> FRAMINGS = List.of(Framing.values());

    private static final List<String> DOCUMENTS = List.of(
            "<",
            "<a/>",
            "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>",
            "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><BlockList><Latest>&b;</Latest></BlockList>",
            "<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;&b;&b;\">]><Tags>&c;&c;&c;</Tags>",
            "<BlockList/>",
            "<BlockList><Latest/></BlockList>",
            "<BlockList><Earliest>QQ==</Earliest></BlockList>",
            "<QueueMessage/>",
            "<QueueMessage><MessageText><b>nested</b></MessageText></QueueMessage>",
            "<QueueMessage><MessageText>&#0;</MessageText></QueueMessage>",
            "<SignedIdentifiers/>",
            "<Tags><TagSet/></Tags>",
            "<StorageServiceProperties/>",
            "<a>" + "<b>".repeat(3000),
            "--batch\r\n\r\n--batch--",
            "{\"json\": true}");

    @Override
    public RequestDraft of(RequestDraft requestDraft, Chance chance) {
        Body body = requestDraft.body();
        return requestDraft.withBody(chance.oneIn(3) ? body.withFraming(chance.pick(FRAMINGS)) : changed(body, chance));
    }

    private static Body changed(Body body, Chance chance) {
        byte[] bytes = body.bytes();
        int at = chance.below(bytes.length);
        return switch (chance.below(7)) {
            case 0 -> body.withBytes(Arrays.copyOf(bytes, at));
            case 1 -> body.withBytes(Arrays.copyOf(bytes, bytes.length + 1 + chance.below(600)));
            case 2 -> body.withBytes(chance.bytes(chance.below(2000)));
            case 3 -> body.withBytes(chance.pick(DOCUMENTS).getBytes(StandardCharsets.UTF_8));
            case 4 -> chance.oneIn(20) ? body.withBytes(chance.bytes(200_000)) : body;
            default -> damaged(body, at, chance);
        };
    }

    private static Body damaged(Body body, int at, Chance chance) {
        if (body.isEmpty()) {
            return body.withBytes(chance.bytes(1 + chance.below(20)));
        }
        byte[] damaged = body.bytes();
        damaged[at] = chance.bytes(1)[0];
        return body.withBytes(damaged);
    }
}
