using Microsoft.AspNetCore.WebUtilities;
using SmartCityPia.Domain.City;

namespace SmartCityPia.Web.Infrastructure;

/// <summary>Where things of the city are found.</summary>
public static class CityAddress
{
    /// <param name="actor">None is the outsider.</param>
    /// <param name="holding">About whose people; null for where it is surest.</param>
    public static string Finding(IReadOnlyList<Guid> actor, string typeId, Guid? holding = null) => With(Addresses.CityFinding, actor, typeId, holding);

    public static string Actor(Guid? organisation) => organisation is { } id ? Addresses.CityOrganisation(id) : Addresses.CityOutsider;

    /// <summary>The workbench with these changes made.</summary>
    public static string WhatIf(IEnumerable<WhatIfEdit> edits) =>
        edits.Aggregate(Addresses.CityWhatIf, (address, edit) => QueryHelpers.AddQueryString(address, "e", edit.ToString()));

    /// <summary>The address with who and what in its query.</summary>
    public static string With(string path, IReadOnlyList<Guid> actor, string typeId, Guid? holding = null)
    {
        foreach (var member in actor)
            path = QueryHelpers.AddQueryString(path, "actor", member.ToString());
        path = QueryHelpers.AddQueryString(path, "type", typeId);
        return holding is { } id ? QueryHelpers.AddQueryString(path, "holding", id.ToString()) : path;
    }
}
