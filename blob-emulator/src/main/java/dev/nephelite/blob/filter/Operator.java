package dev.nephelite.blob.filter;

import java.util.List;

/** How a tag is compared with a text. */
enum Operator {
    EQUAL("="),
    NOT_EQUAL("<>"),
    LESS_OR_EQUAL("<="),
    LESS("<"),
    GREATER_OR_EQUAL(">="),
    GREATER(">");

    /** In an order in which none is taken for the beginning of a longer one. */
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

    /** Whether it holds, given which of the two is greater. */
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
