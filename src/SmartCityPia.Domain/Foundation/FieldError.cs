namespace SmartCityPia.Domain.Foundation;

/// <summary>A broken rule: the field's property name, the rule's key and what its sentence needs.</summary>
public sealed record FieldError(string Field, string Rule, params string[] Arguments);
