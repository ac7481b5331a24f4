package dev.nephelite.emulator.service;

import java.util.List;

/**
 * A part of a list.
 *
 * @param nextMarker the name the next page begins with; empty at the end of the list
 */
public record Page<T>(List<T> items, String nextMarker) {
    public Page {
        items = List.copyOf(items);
    }
}
