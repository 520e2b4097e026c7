namespace SmartCityPia.Web.Infrastructure.Forms;

/// <summary>One thing to choose in a list.</summary>
/// <param name="Hint">The consequence of choosing it, in plain words.</param>
/// <param name="Group">The heading it stands under.</param>
public sealed record Option(string Value, string Text, string? Hint = null, string? Group = null);
