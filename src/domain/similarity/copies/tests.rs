use super::*;

#[test]
fn grams_compare_folded_and_han_by_characters() {
    assert_eq!(
        full_grams("L’État, c’est « moi » !"),
        full_grams("l'etat c'est moi")
    );
    assert_eq!(full_grams("中国人工智能").len(), 2);
    assert_eq!(full_grams("一二三四AI五六").len(), 3);
}
