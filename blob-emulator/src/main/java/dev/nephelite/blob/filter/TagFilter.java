package dev.nephelite.blob.filter;

import dev.nephelite.blob.model.BlobTags;
import dev.nephelite.blob.model.ContainerName;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A condition on the tags of a blob.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/find-blobs-by-tags">Find Blobs by Tags</a>
 */
public sealed interface TagFilter {
    /**
     * Parses the expression of a search among all blobs of an account.
     *
     * @throws IllegalArgumentException with the message that the service answers
     */
    static TagFilter searchInAccount(String expression) {
        return new FilterParser(expression, FilterParser.Dialect.ACCOUNT_SEARCH).parse();
    }

    /**
     * Parses the expression of a search among the blobs of one container, which it cannot name.
     *
     * @throws IllegalArgumentException with the message that the service answers
     */
    static TagFilter searchInContainer(String expression) {
        return new FilterParser(expression, FilterParser.Dialect.CONTAINER_SEARCH).parse();
    }

    /**
     * Parses the expression of {@code x-ms-if-tags}, which is about one blob.
     *
     * @throws IllegalArgumentException if the service refuses it
     */
    static TagFilter condition(String expression) {
        return new FilterParser(expression, FilterParser.Dialect.CONDITION).parse();
    }

    boolean matches(ContainerName container, BlobTags blobTags);

    /** The keys of all tags that the expression names. */
    Set<String> keys();

    /** One tag compared with a text, character by character. No comparison is true of a blob without the tag. */
    record Comparison(String key, Operator operator, String value) implements TagFilter {
        @Override
        public boolean matches(ContainerName container, BlobTags blobTags) {
            @Nullable String actual = blobTags.pairs().get(key);
            return actual != null && operator.holds(actual.compareTo(value));
        }

        @Override
        public Set<String> keys() {
            return Set.of(key);
        }
    }

    /** The container that the blob is in. */
    record InContainer(String name) implements TagFilter {
        @Override
        public boolean matches(ContainerName container, BlobTags blobTags) {
            return container.value().equals(name);
        }

        @Override
        public Set<String> keys() {
            return Set.of();
        }
    }

    /** Several conditions that all have to hold. */
    record AllOf(List<TagFilter> parts) implements TagFilter {
        @Override
        public boolean matches(ContainerName container, BlobTags blobTags) {
            return parts.stream().allMatch(part -> part.matches(container, blobTags));
        }

        @Override
        public Set<String> keys() {
            return keysOf(parts);
        }
    }

    /** Several conditions of which one is enough. */
    record AnyOf(List<TagFilter> parts) implements TagFilter {
        @Override
        public boolean matches(ContainerName container, BlobTags blobTags) {
            return parts.stream().anyMatch(part -> part.matches(container, blobTags));
        }

        @Override
        public Set<String> keys() {
            return keysOf(parts);
        }
    }

    private static Set<String> keysOf(List<TagFilter> parts) {
        Set<String> all = new TreeSet<>();
        parts.forEach(part -> all.addAll(part.keys()));
        return all;
    }

    /** A comparison operator. */
    enum Operator {
        EQUAL("="),
        NOT_EQUAL("<>"),
        LESS_OR_EQUAL("<="),
        LESS("<"),
        GREATER_OR_EQUAL(">="),
        GREATER(">");

        /** Ordered so that no operator is mistaken for the beginning of a longer one. */
        static final List<Operator> ALL = List.of(values());

        private final String text;

        Operator(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }

        boolean isLowerBound() {
            return this == GREATER || this == GREATER_OR_EQUAL;
        }

        boolean isUpperBound() {
            return this == LESS || this == LESS_OR_EQUAL;
        }

        /** Whether the comparison holds, given the order of the operands. */
        boolean holds(int order) {
            return switch (this) {
                case EQUAL -> order == 0;
                case NOT_EQUAL -> order != 0;
                case LESS_OR_EQUAL -> order <= 0;
                case LESS -> order < 0;
                case GREATER_OR_EQUAL -> order >= 0;
                case GREATER -> order > 0;
            };
        }
    }
}
