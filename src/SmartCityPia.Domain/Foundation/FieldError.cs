namespace SmartCityPia.Domain.Foundation;

/// <summary>A broken rule: the property name of the field, the rule's key, and the arguments of its sentence.</summary>
public sealed record FieldError(string Field, string Rule, params string[] Arguments);
