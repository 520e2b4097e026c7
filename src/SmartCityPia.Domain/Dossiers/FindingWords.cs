using System.Globalization;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

/// <summary>The two halves of the sentence that a finding is: who, and what they can tell.</summary>
public static class FindingWords
{
    /// <summary>The organisation's name; for the outsider, words that say what they have.</summary>
    public static string Actor(IHoldings holdings, Guid? actorId, CultureInfo? culture = null) =>
        actorId is null ? Text("Outsider", culture) : holdings.OrganisationName(actorId) is { Length: > 0 } name ? name : Text("Unnamed", culture);

    /// <summary>"The energy supplier and the Wi-Fi operator together"; one name for one, the outsider for none.</summary>
    public static string Actor(IHoldings holdings, IReadOnlyList<Guid> actor, CultureInfo? culture = null) => actor switch
    {
        [] => Actor(holdings, (Guid?)null, culture),
        [var one] => Actor(holdings, one, culture),
        _ => string.Format(
            culture ?? CultureInfo.CurrentCulture, Text("Together", culture),
            string.Join(", ", actor.Take(actor.Count - 1).Select(id => Actor(holdings, id, culture))), Actor(holdings, actor[^1], culture)),
    };

    /// <summary>"can tell where someone lives"; a conclusion nobody has worded yet is named.</summary>
    public static string Tell(IHoldings holdings, string typeId, CultureInfo? culture = null) =>
        Words.Find(typeof(FindingWords), $"Tell.{typeId}", culture)
        ?? string.Format(culture ?? CultureInfo.CurrentCulture, Text("Else", culture), holdings.Term(typeId).Name);

    private static string Text(string key, CultureInfo? culture) => Words.Find(typeof(FindingWords), key, culture) ?? key;
}
