using System.Globalization;
using SmartCityPia.Domain.Assessments;
using SmartCityPia.Domain.Resources;

namespace SmartCityPia.Domain.Risks;

/// <summary>The two halves of the sentence that a finding is: who, and what they can tell.</summary>
public static class FindingWords
{
    /// <summary>The organisation's name; for the outsider, words that say what they have.</summary>
    public static string Actor(Dossier dossier, Guid? actorId, CultureInfo? culture = null) =>
        actorId is null ? Text("Outsider", culture) : dossier.OrganisationName(actorId) is { Length: > 0 } name ? name : Text("Unnamed", culture);

    /// <summary>"can tell where someone lives"; a conclusion nobody has worded yet is named.</summary>
    public static string Tell(Dossier dossier, string typeId, CultureInfo? culture = null) =>
        Words.Find(typeof(FindingWords), $"Tell.{typeId}", culture)
        ?? string.Format(culture ?? CultureInfo.CurrentCulture, Text("Else", culture), dossier.Term(typeId).Name);

    private static string Text(string key, CultureInfo? culture) => Words.Find(typeof(FindingWords), key, culture) ?? key;
}
