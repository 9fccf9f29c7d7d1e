package io.alternatefutures.control.catalog;

import io.alternatefutures.model.FunctionId;
import org.jspecify.annotations.Nullable;

/**
 * A change of the catalogue by any instance.
 *
 * @param revision what {@link CatalogSource#revision} gave right after it
 * @param function what was changed; null when it was more than one function
 */
public record CatalogChange(long revision, @Nullable FunctionId function) {}
