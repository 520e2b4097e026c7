using SmartCityPia.Domain.Services;

namespace SmartCityPia.Data.Mapping;

internal sealed class PeopleGroupMapping : DescriptionRowMapping<PeopleGroup>;
