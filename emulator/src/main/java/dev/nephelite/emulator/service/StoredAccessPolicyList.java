package dev.nephelite.emulator.service;

import dev.nephelite.emulator.auth.ResourceAccess.StoredAccessPolicy;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.store.table.RecordInput;
import dev.nephelite.emulator.store.table.RecordOutput;
import dev.nephelite.emulator.xml.XmlElement;
import dev.nephelite.emulator.xml.XmlWriter;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stored access policies of one container or queue, in the order in which their owner gave them.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/define-stored-access-policy">Stored access
 *     policies</a>
 */
public record StoredAccessPolicyList(List<SignedIdentifier> all) {
    public static final StoredAccessPolicyList NONE = new StoredAccessPolicyList(List.of());

    private static final String ROOT = "SignedIdentifiers";
    private static final int MAX_IDENTIFIERS = 5;

    public StoredAccessPolicyList {
        all = List.copyOf(all);
    }

    /**
     * Reads the body of a request that sets them. Without a body there are none.
     *
     * @param letters the permissions that the service knows
     * @throws IOException if the client's connection broke
     */
    public static StoredAccessPolicyList from(Request request, String letters) throws IOException {
        return XmlBody.readIfAny(request, ROOT)
                .map(body -> read(body.root(), letters))
                .orElse(NONE);
    }

    /** The answer that shows them. */
    public Response answer() {
        XmlWriter xml = new XmlWriter().open(ROOT);
        all.forEach(identifier -> identifier.write(xml));
        return XmlBody.response(200, xml.close());
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

    public static StoredAccessPolicyList read(RecordInput in) {
        return new StoredAccessPolicyList(in.list(SignedIdentifier::read));
    }

    private static StoredAccessPolicyList read(XmlElement root, String letters) {
        List<SignedIdentifier> identifiers = root.children().stream()
                .map(node -> SignedIdentifier.read(node, letters))
                .toList();
        boolean ambiguous =
                identifiers.stream().map(SignedIdentifier::id).distinct().count() < identifiers.size();
        if (identifiers.size() > MAX_IDENTIFIERS || ambiguous) {
            throw CommonError.INVALID_XML_DOCUMENT.exception();
        }
        return new StoredAccessPolicyList(identifiers);
    }

    /** One stored access policy and what signatures call it. */
    public record SignedIdentifier(String id, StoredAccessPolicy policy) {
        private static final int MAX_ID_LENGTH = 64;
        private static final int LENGTH_OF_A_DATE = "2026-01-01".length();
        private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                        "uuuu-MM-dd'T'HH:mm:ss.SSSSSSS'Z'", Locale.ROOT)
                .withZone(ZoneOffset.UTC);

        private static final String ID = "Id";
        private static final String POLICY = "AccessPolicy";
        private static final String START = "Start";
        private static final String EXPIRY = "Expiry";
        private static final String PERMISSION = "Permission";

        /**
         * Reads what a client sent.
         *
         * @param letters the permissions there are
         */
        static SignedIdentifier read(XmlElement node, String letters) {
            XmlElement id = node.child(ID).orElseThrow(() -> StorageException.missingXmlNode(ID));
            if (id.text().isEmpty() || id.text().length() > MAX_ID_LENGTH) {
                throw wrong(id);
            }
            Optional<XmlElement> policy = node.child(POLICY);
            return new SignedIdentifier(
                    id.text(),
                    new StoredAccessPolicy(moment(policy, START), moment(policy, EXPIRY), permission(policy, letters)));
        }

        void write(XmlWriter xml) {
            xml.open("SignedIdentifier").element(ID, id).open(POLICY);
            xml.optional(START, text(policy.start()))
                    .optional(EXPIRY, text(policy.expiry()))
                    .optional(PERMISSION, policy.permission());
            xml.close().close();
        }

        void write(RecordOutput out) {
            out.text(id).instant(policy.start()).instant(policy.expiry()).text(policy.permission());
        }

        static SignedIdentifier read(RecordInput in) {
            return new SignedIdentifier(
                    in.text(), new StoredAccessPolicy(in.optionalInstant(), in.optionalInstant(), in.optionalText()));
        }

        /** An element that is empty says as little as none. */
        private static Optional<XmlElement> field(Optional<XmlElement> policy, String name) {
            return policy.flatMap(node -> node.child(name))
                    .filter(node -> !node.text().isBlank());
        }

        private static @Nullable Instant moment(Optional<XmlElement> policy, String name) {
            return field(policy, name).map(SignedIdentifier::moment).orElse(null);
        }

        private static Instant moment(XmlElement node) {
            String text = node.text().strip();
            try {
                return text.length() == LENGTH_OF_A_DATE
                        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                        : OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException refused) {
                throw wrong(node);
            }
        }

        private static @Nullable String permission(Optional<XmlElement> policy, String letters) {
            @Nullable
            String text = field(policy, PERMISSION).map(XmlElement::text).orElse(null);
            if (text != null && !text.chars().allMatch(letter -> letters.indexOf(letter) >= 0)) {
                throw CommonError.INVALID_XML_DOCUMENT.exception();
            }
            return text;
        }

        private static @Nullable String text(@Nullable Instant moment) {
            return moment == null ? null : TIME.format(moment);
        }

        private static RuntimeException wrong(XmlElement node) {
            return StorageException.invalidXmlNode(node.name(), node.text());
        }
    }
}
