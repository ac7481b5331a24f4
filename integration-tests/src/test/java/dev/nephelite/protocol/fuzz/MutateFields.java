package dev.nephelite.protocol.fuzz;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Query parameters or headers that are left out, changed, sent twice, or taken from another operation.
 *
 * @param strangers what may be added
 * @param value what to write in place of a value
 */
record MutateFields(
        List<Field> strangers,
        Function<RequestDraft, List<Field>> of,
        BiFunction<RequestDraft, List<Field>, RequestDraft> with,
        BiFunction<String, Chance, String> value)
        implements Mutation {

    static Mutation query(List<Field> strangers) {
        return new MutateFields(
                strangers,
                RequestDraft::query,
                RequestDraft::withQuery,
                (given, chance) -> OddValues.encoded(OddValues.insteadOf(given, chance), chance));
    }

    static Mutation headers(List<Field> strangers) {
        return new MutateFields(strangers, RequestDraft::headers, RequestDraft::withHeaders, OddValues::insteadOf);
    }

    @Override
    public RequestDraft of(RequestDraft requestDraft, Chance chance) {
        List<Field> fields = new ArrayList<>(of.apply(requestDraft));
        if (fields.isEmpty() || chance.oneIn(3)) {
            fields.add(chance.below(fields.size()), stranger(chance));
        } else {
            change(fields, chance.below(fields.size()), chance);
        }
        return with.apply(requestDraft, fields);
    }

    private Field stranger(Chance chance) {
        Field stranger = chance.pick(strangers);
        return chance.oneIn(2) ? stranger : new Field(stranger.name(), value.apply(stranger.value(), chance));
    }

    private void change(List<Field> fields, int at, Chance chance) {
        Field field = fields.get(at);
        switch (chance.below(7)) {
            case 0 -> fields.remove(at);
            case 1 -> fields.add(field);
            case 2 -> fields.add(new Field(field.name(), value.apply(field.value(), chance)));
            case 3 -> fields.set(at, new Field(value.apply(field.name(), chance), field.value()));
            case 4 -> Collections.swap(fields, at, chance.below(fields.size()));
            default -> fields.set(at, new Field(field.name(), value.apply(field.value(), chance)));
        }
    }
}
