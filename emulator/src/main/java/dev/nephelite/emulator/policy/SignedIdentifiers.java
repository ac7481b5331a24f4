package dev.nephelite.emulator.policy;

import dev.nephelite.emulator.auth.StoredAccessPolicy;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.service.XmlRequestBody;
import dev.nephelite.emulator.service.XmlResponse;
import dev.nephelite.emulator.store.RecordInput;
import dev.nephelite.emulator.store.RecordOutput;
import dev.nephelite.emulator.xml.XmlElement;
import dev.nephelite.emulator.xml.XmlWriter;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stored access policies of one container or queue, in the order in which their owner gave them.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/define-stored-access-policy">Stored access
 *     policies</a>
 */
public record SignedIdentifiers(List<SignedIdentifier> all) {
    public static final SignedIdentifiers NONE = new SignedIdentifiers(List.of());

    private static final String ROOT = "SignedIdentifiers";
    private static final int MOST = 5;

    public SignedIdentifiers {
        all = List.copyOf(all);
    }

    /**
     * Reads the body of a request that sets them. Without a body there are none.
     *
     * @param letters the permissions that the service knows
     * @throws IOException if the client's connection broke
     */
    public static SignedIdentifiers from(Request request, String letters) throws IOException {
        return XmlRequestBody.readIfAny(request, ROOT)
                .map(body -> read(body.root(), letters))
                .orElse(NONE);
    }

    /** The answer that shows them. */
    public Response answer() {
        XmlWriter xml = new XmlWriter().open(ROOT);
        all.forEach(identifier -> identifier.write(xml));
        return XmlResponse.of(200, xml.close());
    }

    /** Returns the policy of that id, or null when there is none. */
    public @Nullable StoredAccessPolicy find(String id) {
        return all.stream()
                .filter(identifier -> identifier.id().equals(id))
                .map(SignedIdentifier::policy)
                .findFirst()
                .orElse(null);
    }

    public void write(RecordOutput out) {
        out.list(all, SignedIdentifier::write);
    }

    public static SignedIdentifiers read(RecordInput in) {
        return new SignedIdentifiers(in.list(SignedIdentifier::read));
    }

    private static SignedIdentifiers read(XmlElement root, String letters) {
        List<SignedIdentifier> identifiers = root.children().stream()
                .map(node -> SignedIdentifier.read(node, letters))
                .toList();
        boolean ambiguous =
                identifiers.stream().map(SignedIdentifier::id).distinct().count() < identifiers.size();
        if (identifiers.size() > MOST || ambiguous) {
            throw CommonError.INVALID_XML_DOCUMENT.exception();
        }
        return new SignedIdentifiers(identifiers);
    }
}
