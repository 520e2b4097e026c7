using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Data.Mapping;

internal sealed class PeopleGroupMapping : DescriptionRowMapping<PeopleGroup>;
